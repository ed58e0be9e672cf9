// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories a drive begins with, such as {@code Temp,Cache/App1}: paths from the root, each
 * with its parents. They belong to the owner of the root and have its mode.
 */
final class InitialDirectories {
  private InitialDirectories() {}

  /** Splits into paths of names, none longer than a volume with {@code matching} can have. */
  static List<List<String>> parse(String text, NameMatching matching) {
    List<List<String>> paths = new ArrayList<>();
    if (text.isBlank()) {
      return paths;
    }
    for (String path : split(text, ',')) {
      List<String> names = split(path.strip(), '/');
      for (String name : names) {
        check(name, path.strip(), matching);
      }
      paths.add(names);
    }
    return paths;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static void check(String name, String path, NameMatching matching) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "initial-directories: '"
              + path
              + "' is not a path from the drive's root, such as Cache/App1");
    }
    if (matching.isTooLong(new Name().wrap(name.getBytes(StandardCharsets.UTF_8)))) {
      throw new IllegalArgumentException(
          "initial-directories: a name in '"
              + path
              + "' is longer than 255 "
              + (matching == NameMatching.EXACT ? "bytes" : "characters"));
    }
  }

  /** Makes them in an empty volume. */
  static void make(Volume volume, RamDriveOptions options) {
    // No view keeps an inode here: nothing is removed before the volume is handed out.
    Call call = new Call(inode -> {}).as(options.uid(), options.gid(), 0);
    for (List<String> path : parse(options.initialDirectories(), volume.nameMatching())) {
      Inode directory = volume.root();
      for (String name : path) {
        directory = enter(volume, call, directory, name, options.mode());
      }
    }
  }

  private static Inode enter(Volume volume, Call call, Inode parent, String name, int mode) {
    call.name().wrap(name.getBytes(StandardCharsets.UTF_8));
    Status status = volume.lookup(call, parent);
    if (status == Status.NOT_FOUND) {
      status = volume.create(call, parent, Mode.S_IFDIR | mode, 0);
    }
    if (status != Status.OK) {
      throw new IllegalArgumentException(
          "initial-directories: '" + name + "' does not fit; raise size or max-inodes");
    }
    return call.inode();
  }
}
