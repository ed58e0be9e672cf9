// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration file: lines of {@code key = value}, whose keys are those of {@link DriveOption};
 * empty lines and lines that begin with {@code #} say nothing.
 */
public final class OptionsFile {
  private OptionsFile() {}

  /**
   * Sets in {@code builder} what the file says.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException in one sentence with file and line, when it says nonsense
   */
  public static void load(Path file, RamDriveOptions.Builder builder) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IOException("The configuration file " + file + " does not exist.", e);
    } catch (CharacterCodingException e) {
      throw new IOException("The configuration file " + file + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new IOException(
          "The configuration file " + file + " cannot be read (" + e.getMessage() + ").", e);
    }
    Map<DriveOption, Integer> seen = new EnumMap<>(DriveOption.class);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        try {
          apply(line, i + 1, seen, builder);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static void apply(
      String line, int number, Map<DriveOption, Integer> seen, RamDriveOptions.Builder builder) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("'" + line + "' is not of the form key = value");
    }
    DriveOption option = option(line.substring(0, equals).strip());
    Integer earlier = seen.putIfAbsent(option, number);
    if (earlier != null) {
      throw new IllegalArgumentException(
          option.key() + " is given already in line " + earlier + "; keep one of the two");
    }
    option.set(builder, line.substring(equals + 1).strip());
  }

  private static DriveOption option(String key) {
    StringBuilder known = new StringBuilder();
    for (DriveOption option : DriveOption.values()) {
      if (option.key().equals(key)) {
        return option;
      }
      known.append(known.isEmpty() ? "" : ", ").append(option.key());
    }
    throw new IllegalArgumentException("there is no option '" + key + "'; there are " + known);
  }
}
