// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.DriveOption;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a process that mounts a drive writes down for other processes.
 *
 * @param process the process
 * @param mountPoints where the drive was mounted, without symlinks
 * @param mountedAt since when
 * @param log where the process writes what it has to say; empty = to a terminal
 * @param transport the key of how requests come, whatever the option says; empty = not known
 * @param options the drive's options by key
 */
record DriveRecord(
    ProcessId process,
    List<Path> mountPoints,
    Instant mountedAt,
    String log,
    String transport,
    Map<String, String> options) {
  private static final String PID = "pid";
  private static final String START = "process-start";
  private static final String MOUNT_POINT = "mount-point.";
  private static final String MOUNTED_AT = "mounted-at-ms";
  private static final String LOG = "log";
  private static final String TRANSPORT = "transport";
  private static final String OPTION = "option.";

  static DriveRecord of(List<Path> mountPoints, String log, RamDriveOptions options)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (DriveOption option : DriveOption.values()) {
      texts.put(option.key(), option.get(options));
    }
    return new DriveRecord(ProcessId.current(), mountPoints, Instant.now(), log, "", texts);
  }

  /** The same drive, as it is mounted after all. */
  DriveRecord as(List<Path> actual, String transport) {
    return new DriveRecord(process, actual, mountedAt, log, transport, options);
  }

  void write(Writer writer) throws IOException {
    line(writer, PID, Long.toString(process.pid()));
    line(writer, START, Long.toString(process.start()));
    for (int i = 0; i < mountPoints.size(); i++) {
      line(writer, MOUNT_POINT + i, mountPoints.get(i).toString());
    }
    line(writer, MOUNTED_AT, Long.toString(mountedAt.toEpochMilli()));
    line(writer, LOG, log);
    line(writer, TRANSPORT, transport);
    for (Map.Entry<String, String> option : options.entrySet()) {
      line(writer, OPTION + option.getKey(), option.getValue());
    }
  }

  /**
   * What {@link Properties#load(Reader)} reads as this key and value. {@link Properties#store}
   * begins with the date, and what Java loads to write one takes 30 ms of every mount.
   */
  private static void line(Writer writer, String key, String value) throws IOException {
    writer.write(key);
    writer.write('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\n' -> writer.write("\\n");
        case '\r' -> writer.write("\\r");
        case '\t' -> writer.write("\\t");
        case '\f' -> writer.write("\\f");
        case ' ', '\\' -> {
          writer.write('\\');
          writer.write(c);
        }
        default -> writer.write(c);
      }
    }
    writer.write('\n');
  }

  static DriveRecord read(Reader reader) throws IOException {
    Properties properties = new Properties();
    Map<String, String> options = new LinkedHashMap<>();
    try {
      properties.load(reader);
      for (DriveOption option : DriveOption.values()) {
        String value = properties.getProperty(OPTION + option.key());
        if (value != null) {
          options.put(option.key(), value);
        }
      }
      return new DriveRecord(
          new ProcessId(number(properties, PID), number(properties, START)),
          mountPoints(properties),
          Instant.ofEpochMilli(number(properties, MOUNTED_AT)),
          properties.getProperty(LOG, ""),
          properties.getProperty(TRANSPORT, ""),
          options);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a record of a drive", e);
    }
  }

  private static List<Path> mountPoints(Properties properties) {
    List<Path> mountPoints = new ArrayList<>();
    String next = properties.getProperty(MOUNT_POINT + 0);
    while (next != null) {
      mountPoints.add(Path.of(next));
      next = properties.getProperty(MOUNT_POINT + mountPoints.size());
    }
    return mountPoints;
  }

  private static long number(Properties properties, String key) {
    return Long.parseLong(properties.getProperty(key, ""));
  }
}
