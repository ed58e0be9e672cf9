// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** All that there is to see of a directory tree: a line of text for every name. */
final class TreeSnapshot {
  /** Files beyond this are read where SEEK_DATA finds data. */
  private static final long SPARSE_BYTES = 16L << 20;

  private final Replayer replayer;
  private final RootedCalls calls;
  private final boolean direct;
  private final TreeMap<String, String> lines = new TreeMap<>();
  private final Map<Long, String> firstNames = new HashMap<>();

  private TreeSnapshot(Replayer replayer, boolean direct) {
    this.replayer = replayer;
    this.calls = replayer.calls();
    this.direct = direct;
  }

  /**
   * Reads the whole tree, as root.
   *
   * @param direct ask the file system itself, past all that the kernel has cached
   */
  static Map<String, String> of(Replayer replayer, boolean direct) {
    return replayer
        .calls()
        .asRoot(
            () -> {
              TreeSnapshot snapshot = new TreeSnapshot(replayer, direct);
              snapshot.directory("");
              return snapshot.lines;
            });
  }

  private void directory(String path) {
    List<DirectoryEntry> entries = new ArrayList<>();
    long result = DirectoryEntry.list(calls, path, entries);
    if (result < 0) {
      lines.put(path, "cannot be listed: " + Errno.name((int) -result));
      return;
    }
    entries.sort((a, b) -> a.name().compareTo(b.name()));
    for (DirectoryEntry entry : entries) {
      if (!entry.name().equals(".") && !entry.name().equals("..")) {
        name(path.isEmpty() ? entry.name() : path + "/" + entry.name());
      }
    }
  }

  private void name(String path) {
    long result = calls.statPath(path, direct ? LinuxFlags.AT_STATX_FORCE_SYNC : 0);
    if (result < 0) {
      lines.put(path, "cannot be looked at: " + Errno.name((int) -result));
      return;
    }
    Stat stat = calls.stat();
    Set<AllowedDifference> marks = replayer.marks(stat);
    StringBuilder line = new StringBuilder(InodeText.of(stat, marks));
    for (String name : calls.attributes(path)) {
      long length = calls.getxattr(path, name, RootedCalls.DATA_BYTES);
      line.append(", ").append(name).append(' ').append(value(length));
    }
    String first = firstNames.putIfAbsent(stat.inode(), path);
    if (first != null) {
      line.append(", same file as ").append(first);
    } else if (stat.type() == LinuxFlags.S_IFREG) {
      line.append(", ").append(content(path, stat.size()));
    } else if (stat.type() == LinuxFlags.S_IFLNK) {
      line.append(", target ").append(value(calls.readlink(path)));
    }
    lines.put(path, line.toString());
    if (stat.type() == LinuxFlags.S_IFDIR) {
      directory(path);
    }
  }

  private String value(long length) {
    return length < 0 ? Errno.name((int) -length) : SeededBytes.summary(calls.data(), length);
  }

  private String content(String path, long size) {
    int flags = LinuxFlags.O_RDONLY | LinuxFlags.O_NOATIME | (direct ? LinuxFlags.O_DIRECT : 0);
    long fd = calls.open(path, flags, 0);
    if (fd < 0) {
      return "cannot be opened: " + Errno.name((int) -fd);
    }
    try {
      return content((int) fd, size);
    } finally {
      calls.close((int) fd);
    }
  }

  /** A checksum over all pages that are not zero, and their places. */
  private String content(int fd, long size) {
    if (size > SPARSE_BYTES) {
      // The kernel tells FUSE's SEEK_DATA of stores through a mapping when they are written back.
      calls.fsync(fd);
    }
    CRC32C checksum = new CRC32C();
    byte[] zeros = new byte[4096];
    for (long at = 0; at < size; ) {
      if (size > SPARSE_BYTES) {
        long data = calls.lseek(fd, at, LinuxFlags.SEEK_DATA);
        if (data < 0) {
          return data == -Errno.ENXIO ? crc(checksum) : "SEEK_DATA: " + Operation.result(data);
        }
        at = data & -4096;
      }
      int most = size > SPARSE_BYTES ? 4096 : RootedCalls.DATA_BYTES;
      // No further than the end: the last page of the largest file has no offset behind it.
      long read = calls.pread(fd, at, (int) Math.min(most, size - at));
      if (read <= 0) {
        return "ends at " + at + " of " + size + ": " + Operation.result(read);
      }
      byte[] bytes = calls.bytes(read);
      for (int page = 0; page < read; page += 4096) {
        int end = Math.min(page + 4096, bytes.length);
        if (!Arrays.equals(bytes, page, end, zeros, 0, end - page)) {
          checksum.update(Long.toString(at + page).getBytes(US_ASCII));
          checksum.update(bytes, page, end - page);
        }
      }
      at += read;
    }
    return crc(checksum);
  }

  private static String crc(CRC32C checksum) {
    return "crc %08x".formatted(checksum.getValue());
  }
}
