// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_DIRECT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.PROT_READ;
import static io.ramdrive.integration.LinuxFlags.PROT_WRITE;
import static io.ramdrive.integration.LinuxFlags.SEEK_DATA;
import static io.ramdrive.integration.LinuxFlags.SEEK_HOLE;
import static io.ramdrive.integration.LinuxFlags.SEEK_SET;

/** Reads of files, and writes within their size: many threads at once in one file. */
final class ChaosContent {
  private final ChaosThread thread;
  private final RootedCalls calls;

  ChaosContent(ChaosThread thread) {
    this.thread = thread;
    this.calls = thread.calls;
  }

  void read() {
    thread.share(O_RDWR, this::read);
  }

  /** Past the kernel's cache. */
  void readDirect() {
    thread.share(O_RDONLY | O_DIRECT, this::read);
  }

  private void read(ChaosFile file, int fd) {
    int offset = thread.anyOffset(file.size + 5000);
    int length = thread.anyLength();
    int reach = Math.clamp((long) file.size - offset, 0, length);
    String what = "read of %d at %d".formatted(length, offset);
    file.inRegions(
        offset,
        reach,
        false,
        () -> file.check(what, offset, length, calls.pread(fd, offset, length), calls.data()));
  }

  /** From the beginning to the end, in pieces. */
  void readAll() {
    thread.share(
        O_RDWR,
        (file, fd) ->
            file.inRegions(
                0,
                file.size,
                false,
                () -> {
                  for (int at = 0; at <= file.size; ) {
                    int length = thread.anyLength();
                    long read = calls.pread(fd, at, length);
                    file.check("read of all, at " + at, at, length, read, calls.data());
                    at += length;
                  }
                }));
  }

  void overwrite() {
    thread.share(O_RDWR, this::overwrite);
  }

  /** Past the kernel's cache, which has to forget what it held. */
  void overwriteDirect() {
    thread.share(O_RDWR | O_DIRECT, this::overwrite);
  }

  private void overwrite(ChaosFile file, int fd) {
    if (file.size == 0) {
      return;
    }
    int offset = thread.anyOffset(file.size);
    int length = Math.min(thread.anyLength(), file.size - offset);
    byte[] bytes = thread.randomBytes(length);
    file.inRegions(
        offset,
        length,
        true,
        () -> {
          String what = "overwrite of %d at %d".formatted(length, offset);
          file.note(what);
          long written = calls.pwrite(fd, offset, length);
          file.put(offset, bytes, thread.written(file, what, length, written));
        });
  }

  void readMapped() {
    thread.share(
        O_RDWR,
        (file, fd) -> {
          if (file.size > 0) {
            int offset = thread.anyOffset(file.size);
            int length = Math.min(thread.anyLength(), file.size - offset);
            file.inRegions(offset, length, false, () -> readMapped(file, fd, offset, length));
          }
        });
  }

  private void readMapped(ChaosFile file, int fd, int offset, int length) {
    try (ReplayerMapping mapping = map(file, fd)) {
      String what = "load of %d at %d".formatted(length, offset);
      file.check(what, offset, length, mapping.load(offset, length), calls.data());
    }
  }

  void writeMapped() {
    thread.share(
        O_RDWR,
        (file, fd) -> {
          if (file.size > 0) {
            int offset = thread.anyOffset(file.size);
            int length = Math.min(thread.anyLength(), file.size - offset);
            file.inRegions(offset, length, true, () -> writeMapped(file, fd, offset, length));
          }
        });
  }

  private void writeMapped(ChaosFile file, int fd, int offset, int length) {
    byte[] bytes = thread.randomBytes(length);
    boolean sync = thread.random.nextBoolean();
    String what = "store of %d at %d%s".formatted(length, offset, sync ? ", msync" : "");
    try (ReplayerMapping mapping = map(file, fd)) {
      file.note(what);
      long stored = mapping.store(offset, bytes);
      thread.expect(file, stored == length, what, stored);
      file.put(offset, bytes, length);
      if (sync) {
        long synced = mapping.sync();
        thread.expect(file, synced == 0, what, synced);
      }
    }
  }

  private ReplayerMapping map(ChaosFile file, int fd) {
    int length = (file.size + 4095) & -4096;
    long address = calls.mmap(fd, 0, length, PROT_READ | PROT_WRITE);
    thread.expect(file, address > 0, "mmap of " + length, address);
    return new ReplayerMapping(calls, fd, address, 0, length);
  }

  /** No byte but zeros may lie where SEEK_DATA sees none. */
  void seek() {
    thread.own(
        O_RDWR,
        (file, fd) -> {
          // The kernel asks a FUSE file system for data without writing back what is mapped.
          calls.fsync(fd);
          for (long at = 0; at < file.size; ) {
            long data = calls.lseek(fd, at, SEEK_DATA);
            boolean end = data == -Errno.ENXIO;
            thread.expect(file, end || (data >= at && data < file.size), "SEEK_DATA", data);
            int from = (int) at;
            int to = end ? file.size : (int) data;
            file.checkThat(
                file.isZero(from, to),
                "SEEK_DATA",
                "there is data in the hole from",
                from,
                "to",
                to);
            at = end ? file.size : calls.lseek(fd, data, SEEK_HOLE);
            thread.expect(file, at > to || end, "SEEK_HOLE", at);
          }
          calls.lseek(fd, 0, SEEK_SET);
        });
  }

  /** Has the kernel forget the pages, or keep them safe. */
  void forgetPages() {
    thread.share(
        O_RDWR,
        (file, fd) -> {
          long result = thread.random.nextBoolean() ? calls.fsync(fd) : calls.forgetPages(fd);
          thread.expect(file, result == 0, "fsync or fadvise", result);
        });
  }
}
