// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** All that a view shows of a tree, but for times of access: a line of text for every name. */
final class ViewTree {
  private static final List<String> ATTRIBUTES =
      List.of("ino", "nlink", "uid", "gid", "size", "lastModifiedTime", "ctime");

  private final Path root;
  private final Map<String, String> lines = new TreeMap<>();

  private ViewTree(Path root) {
    this.root = root;
  }

  /** The tree below {@code root}, on a mount or in Java's view. */
  static Map<String, String> of(Path root) {
    ViewTree tree = new ViewTree(root);
    tree.add(root);
    return tree.lines;
  }

  /** What {@code other} has otherwise than {@code expected}: a line each. */
  static List<String> differences(Map<String, String> expected, Map<String, String> other) {
    List<String> differences = new ArrayList<>();
    Map<String, String> all = new TreeMap<>(expected);
    other.forEach(all::putIfAbsent);
    for (String name : all.keySet()) {
      String here = expected.getOrDefault(name, "absent");
      String there = other.getOrDefault(name, "absent");
      if (!here.equals(there)) {
        differences.add(name + "\n    is    " + here + "\n    shown " + there);
      }
    }
    return differences;
  }

  private void add(Path path) {
    String name = "/" + root.relativize(path);
    StringBuilder line = new StringBuilder();
    try {
      Map<String, Object> attributes =
          Files.readAttributes(
              path, "unix:mode," + String.join(",", ATTRIBUTES), LinkOption.NOFOLLOW_LINKS);
      int mode = ((Number) attributes.get("mode")).intValue();
      line.append("mode ").append(Integer.toOctalString(mode));
      for (String attribute : ATTRIBUTES) {
        line.append(' ').append(attribute).append(' ').append(attributes.get(attribute));
      }
      switch (mode & LinuxFlags.S_IFMT) {
        case LinuxFlags.S_IFLNK -> line.append(" -> ").append(Files.readSymbolicLink(path));
        case LinuxFlags.S_IFREG -> line.append(content(path));
        case LinuxFlags.S_IFDIR -> addEntries(path);
        default -> line.append(" of no kind that was made");
      }
    } catch (FileSystemException e) {
      line.append(e);
    } catch (IOException e) {
      throw new AssertionError("cannot look at " + path, e);
    }
    lines.put(name, line.toString());
  }

  private void addEntries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(entries::add);
    }
    entries.forEach(this::add);
  }

  private static String content(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    CRC32C sum = new CRC32C();
    sum.update(content);
    return " content " + content.length + " bytes " + Long.toHexString(sum.getValue());
  }
}
