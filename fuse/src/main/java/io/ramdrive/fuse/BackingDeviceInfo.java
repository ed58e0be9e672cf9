// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the kernel reads ahead in a mount, and how much it may hold back: the files of
 * /sys/class/bdi/MAJOR:MINOR, see the kernel's Documentation/ABI/testing/sysfs-class-bdi. Only root
 * may change them.
 */
final class BackingDeviceInfo {
  private static final Logger LOG = System.getLogger(BackingDeviceInfo.class.getName());

  private static final Path ALL = Path.of("/sys/class/bdi");

  /** The share of memory, in percent, that all file systems together may hold back. */
  private static final Path DIRTY_RATIO = Path.of("/proc/sys/vm/dirty_ratio");

  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
  private static final Path OWN_CONTROL_GROUPS = Path.of("/proc/self/cgroup");

  /**
   * The most that one mount may hold back, in percent of the memory that is available. A page that
   * is written back needs a second one, in the volume: with less than half of the memory held back
   * there is always one to be had.
   */
  private static final int MOST = 40;

  /**
   * Cold sequential reads were measured to run at 0.63 of tmpfs's speed with this, at 0.45 with the
   * kernel's 128, and no faster with more.
   */
  private static final int READ_AHEAD_KB = 512;

  private final Path folder;
  private final Path dirtyRatio;
  private final List<Path> memoryLimits;

  /**
   * {@code memoryLimits}: the files memory.max of the control groups that this process is in, as
   * far as it sees them.
   */
  BackingDeviceInfo(Path folder, Path dirtyRatio, List<Path> memoryLimits) {
    this.folder = folder;
    this.dirtyRatio = dirtyRatio;
    this.memoryLimits = memoryLimits;
  }

  /** That of the file system with this major:minor. */
  static BackingDeviceInfo of(String device) {
    return new BackingDeviceInfo(ALL.resolve(device), DIRTY_RATIO, memoryLimits());
  }

  /**
   * See cgroups(7): in the line that begins with 0 is the place in the one hierarchy of version 2.
   */
  private static List<Path> memoryLimits() {
    List<Path> files = new ArrayList<>();
    files.add(CONTROL_GROUPS.resolve("memory.max"));
    try {
      for (String line : Files.readAllLines(OWN_CONTROL_GROUPS)) {
        if (line.startsWith("0::/")) {
          files.add(CONTROL_GROUPS.resolve(line.substring("0::/".length())).resolve("memory.max"));
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "No control groups: " + e);
    }
    return files;
  }

  /** Has it suit a volume in memory. {@code writeback}: whether it holds anything back. */
  void tune(boolean writeback) {
    readAhead();
    if (writeback) {
      allowWriteback();
    }
  }

  /**
   * Reads ahead further than the kernel does by itself. Where this may not be changed, it does not.
   */
  void readAhead() {
    try {
      write("read_ahead_kb", READ_AHEAD_KB);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The kernel reads ahead as far as it will: " + e);
    }
  }

  /**
   * Lets the kernel hold back written pages as it does for other file systems. A mount through FUSE
   * it allows a hundredth of that (fuse_bdi_init of fs/fuse/inode.c), and then lets writers wait.
   * Where this may not be changed, it stays so. So it does where memory is limited to less than the
   * machine has: the kernel does not let those wait who fill a control group through FUSE.
   */
  void allowWriteback() {
    try {
      for (Path limit : memoryLimits) {
        if (Files.exists(limit) && !Files.readString(limit).strip().equals("max")) {
          throw new IOException("memory is limited by " + limit);
        }
      }
      int all = Integer.parseInt(Files.readString(dirtyRatio).strip());
      if (all == 0) {
        throw new IOException("vm.dirty_bytes is set instead of vm.dirty_ratio");
      }
      write("max_ratio", Math.min(100, MOST * 100 / all));
    } catch (IOException | NumberFormatException e) {
      LOG.log(Level.DEBUG, "The kernel keeps its limit of unwritten pages: " + e);
    }
  }

  private void write(String file, int value) throws IOException {
    Files.writeString(folder.resolve(file), Integer.toString(value));
  }
}
