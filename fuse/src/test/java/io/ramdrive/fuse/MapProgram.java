// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Maps a file into memory, which a process must not do with what it serves itself. Argument: the
 * file. For each line that it reads it puts its first character, if it has one, into the first byte
 * of the file and has that written back; then it prints the first byte.
 */
final class MapProgram {
  private MapProgram() {}

  public static void main(String[] arguments) throws Exception {
    try (FileChannel file =
            FileChannel.open(
                Path.of(arguments[0]), StandardOpenOption.READ, StandardOpenOption.WRITE);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      MappedByteBuffer map = file.map(FileChannel.MapMode.READ_WRITE, 0, file.size());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty()) {
          map.put(0, (byte) line.charAt(0));
          map.force();
        }
        System.out.println((char) map.get(0));
        System.out.flush();
      }
    }
  }
}
