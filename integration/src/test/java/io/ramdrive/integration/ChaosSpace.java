// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_KEEP_SIZE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_PUNCH_HOLE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_ZERO_RANGE;
import static io.ramdrive.integration.LinuxFlags.O_APPEND;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.O_TRUNC;

import java.util.concurrent.locks.Lock;

/** What changes the sizes of files and where they have holes. */
final class ChaosSpace {
  private static final int LARGEST = ChaosFile.LARGEST;

  private final ChaosThread thread;
  private final RootedCalls calls;

  ChaosSpace(ChaosThread thread) {
    this.thread = thread;
    this.calls = thread.calls;
  }

  void append() {
    thread.own(
        O_RDWR | O_APPEND,
        (file, fd) -> {
          int length = Math.min(thread.anyLength(), LARGEST - file.size);
          byte[] bytes = thread.randomBytes(length);
          String what = "append of " + length;
          file.note(what);
          put(file, what, file.size, bytes, calls.write(fd, length));
        });
  }

  /** Anywhere, also behind the end. */
  void write() {
    thread.own(
        O_RDWR,
        (file, fd) -> {
          int offset = thread.anyOffset(LARGEST);
          int length = Math.min(thread.anyLength(), LARGEST - offset);
          byte[] bytes = thread.randomBytes(length);
          String what = "write of %d at %d".formatted(length, offset);
          file.note(what);
          put(file, what, offset, bytes, calls.pwrite(fd, offset, length));
        });
  }

  private void put(ChaosFile file, String what, int offset, byte[] bytes, long written) {
    file.put(offset, bytes, thread.written(file, what, bytes.length, written));
  }

  /** New content in pieces of many sizes, after the old is cut off by open. */
  void rewrite() {
    thread.own(
        O_RDWR,
        (file, fd) -> {
          file.note("rewrite");
          long again = calls.openAbsolute("/proc/self/fd/" + fd, O_RDWR | O_TRUNC);
          thread.expect(file, again >= 0, "open with O_TRUNC", again);
          file.resize(0);
          for (int pieces = thread.random.nextInt(12); pieces > 0; pieces--) {
            int length = Math.min(thread.anyLength(), LARGEST - file.size);
            byte[] bytes = thread.randomBytes(length);
            String what = "piece of %d at %d".formatted(length, file.size);
            file.note(what);
            put(file, what, file.size, bytes, calls.write((int) again, length));
          }
          calls.close((int) again);
        });
  }

  void truncate() {
    thread.own(
        O_RDWR,
        (file, fd) -> {
          int size = thread.random.nextInt(4) == 0 ? 0 : thread.anyOffset(LARGEST);
          file.note("ftruncate to " + size);
          long result = calls.ftruncate(fd, size);
          if (!thread.isFull(result)) {
            thread.expect(file, result == 0, "ftruncate to " + size, result);
            file.resize(size);
          }
          checkSize(file, fd);
        });
  }

  private void checkSize(ChaosFile file, int fd) {
    long result = calls.statDescriptor(fd);
    thread.expect(file, result == 0, "statx", result);
    long size = calls.stat().size();
    file.checkThat(size == file.size, "statx", "told the size", size);
  }

  void punch() {
    fallocate(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
  }

  void zero() {
    fallocate(FALLOC_FL_ZERO_RANGE | (thread.random.nextBoolean() ? FALLOC_FL_KEEP_SIZE : 0));
  }

  void allocate() {
    fallocate(thread.random.nextBoolean() ? FALLOC_FL_KEEP_SIZE : 0);
  }

  private void fallocate(int mode) {
    thread.own(
        O_RDWR,
        (file, fd) -> {
          int offset = thread.anyOffset(LARGEST);
          int length = Math.min(thread.anyLength(), LARGEST - offset);
          String what = "fallocate %s of %d at %d".formatted(Flags.fallocate(mode), length, offset);
          file.note(what);
          long result = calls.fallocate(fd, mode, offset, length);
          if (thread.isFull(result) || (TestDrive.onPeer() && result == -Errno.EOPNOTSUPP)) {
            file.note("answered " + Operation.result(result));
            return;
          }
          thread.expect(file, result == 0, what, result);
          if ((mode & ~FALLOC_FL_KEEP_SIZE) != 0) {
            file.zero(offset, length);
          }
          if ((mode & FALLOC_FL_KEEP_SIZE) == 0) {
            file.resize(Math.max(file.size, offset + length));
          }
          checkSize(file, fd);
        });
  }

  /** Between two files, or within one. */
  void copyRange() {
    thread.withFile(
        O_RDWR,
        (source, from) ->
            thread.withFile(
                O_RDWR,
                (target, to) -> {
                  ChaosFile first = source.compareTo(target) < 0 ? source : target;
                  Lock one = first.lock.writeLock();
                  Lock other = (first == source ? target : source).lock.writeLock();
                  one.lock();
                  other.lock();
                  try {
                    copyRange(source, from, target, to);
                  } finally {
                    other.unlock();
                    one.unlock();
                  }
                }));
  }

  private void copyRange(ChaosFile source, int from, ChaosFile target, int to) {
    int offset = thread.anyOffset(source.size);
    int targetOffset = thread.anyOffset(LARGEST);
    int most = LARGEST - Math.max(offset, targetOffset);
    int length = Math.min(thread.anyLength(), most);
    if (source == target && Math.abs(offset - targetOffset) < length) {
      return;
    }
    byte[] bytes = source.bytes(offset, length);
    String what = "copy of %d at %d of %s to %d".formatted(length, offset, source, targetOffset);
    target.note(what);
    int done = 0;
    while (done < bytes.length) {
      // What lay behind the end at first may be there after a part.
      int rest = done == 0 ? length : bytes.length - done;
      long copied = calls.copyFileRange(from, offset + done, to, targetOffset + done, rest);
      if (thread.isFull(copied)) {
        target.note("ended after " + done);
        break;
      }
      thread.expect(target, copied > 0 && copied <= bytes.length - done, what, copied);
      done += (int) copied;
    }
    target.put(targetOffset, bytes, done);
    checkSize(target, to);
  }
}
