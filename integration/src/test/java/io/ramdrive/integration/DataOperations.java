// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.SEEK_CUR;
import static io.ramdrive.integration.LinuxFlags.SEEK_DATA;
import static io.ramdrive.integration.LinuxFlags.SEEK_HOLE;
import static io.ramdrive.integration.LinuxFlags.SEEK_SET;

import java.util.List;
import java.util.Set;

/** What reads, writes and measures the content of open files. */
final class DataOperations {
  private static final String NOT_COMPARED = "not compared";

  private DataOperations() {}

  private static String bytesRead(Replayer replayer, long result) {
    return result < 0
        ? Operation.result(result)
        : SeededBytes.summary(replayer.calls().data(), result);
  }

  private static String position(Replayer replayer, int slot) {
    long position = replayer.calls().lseek(replayer.descriptor(slot), 0, SEEK_CUR);
    return ", position " + Operation.result(position);
  }

  /** read(2). */
  record Read(int slot, int length) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      String read = bytesRead(replayer, replayer.calls().read(replayer.descriptor(slot), length));
      return read + position(replayer, slot);
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** pread(2). */
  record Pread(int slot, long offset, int length) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return bytesRead(replayer, replayer.calls().pread(replayer.descriptor(slot), offset, length));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** write(2), also at the end when the descriptor appends. */
  record Write(int slot, SeededBytes content) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      content.copyTo(replayer.calls().data());
      long result = replayer.calls().write(replayer.descriptor(slot), content.length());
      return Operation.result(result) + position(replayer, slot);
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** pwrite(2). */
  record Pwrite(int slot, long offset, SeededBytes content) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      content.copyTo(replayer.calls().data());
      return Operation.result(
          replayer.calls().pwrite(replayer.descriptor(slot), offset, content.length()));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** lseek(2) to a place. */
  record Seek(int slot, long offset, int whence) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      int fd = replayer.descriptor(slot);
      if (replayer.isDirectory(fd)) {
        return NOT_COMPARED;
      }
      return Operation.result(replayer.calls().lseek(fd, offset, whence));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** lseek(2) to data or to a hole. */
  record SeekExtent(int slot, long offset, boolean data) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      int fd = replayer.descriptor(slot);
      if (replayer.isDirectory(fd)) {
        return NOT_COMPARED;
      }
      RootedCalls calls = replayer.calls();
      long position = calls.lseek(fd, 0, SEEK_CUR);
      long found = calls.lseek(fd, offset, data ? SEEK_DATA : SEEK_HOLE);
      Set<AllowedDifference> marks = replayer.marks(fd);
      if (!marks.contains(AllowedDifference.EXTENTS)) {
        return Operation.result(found);
      }
      calls.lseek(fd, position, SEEK_SET);
      return data && found > offset && !marks.contains(AllowedDifference.MAPPED)
          ? skipped(calls, fd, found)
          : NOT_COMPARED;
    }

    /** Where extents may differ, at least no byte of content may lie before the data found. */
    private String skipped(RootedCalls calls, int fd, long found) {
      int length = (int) Math.min(found - offset, RootedCalls.DATA_BYTES);
      long read = calls.pread(fd, offset, length);
      String summary = SeededBytes.summary(calls.data(), Math.max(read, 0));
      return summary.endsWith("zeros") ? NOT_COMPARED : "the hole has data: " + summary;
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** ftruncate(2). */
  record Ftruncate(int slot, long length) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().ftruncate(replayer.descriptor(slot), length));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** truncate(2), always to another size than the file has. */
  record Truncate(String path, long length) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      long other = replayer.size(path) == length ? length / 2 + 1 : length;
      return Operation.result(replayer.calls().truncate(path, other));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** copy_file_range(2). */
  record CopyFileRange(int from, long fromOffset, int to, long toOffset, long length)
      implements Operation {
    @Override
    public String perform(Replayer replayer) {
      int target = replayer.descriptor(to);
      long copied =
          replayer
              .calls()
              .copyFileRange(replayer.descriptor(from), fromOffset, target, toOffset, length);
      if (copied > 0) {
        replayer.mark(target, AllowedDifference.EXTENTS);
        replayer.mark(target, AllowedDifference.BLOCKS);
      }
      return Operation.result(copied);
    }

    @Override
    public List<Integer> slots() {
      return List.of(from, to);
    }
  }

  /**
   * sendfile(2) at the target's position; never within a file, where the ranges may overlap, and
   * not into a FIFO, which takes the cached pages themselves: who writes to them later changes what
   * is in it, but for a hole of tmpfs.
   */
  record Sendfile(int from, long fromOffset, int to, int length) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      if (replayer.isSameFile(from, to)) {
        return "left out: the same file";
      }
      if (replayer.isFifo(to)) {
        return "left out: a FIFO";
      }
      long sent =
          replayer
              .calls()
              .sendfile(replayer.descriptor(to), replayer.descriptor(from), fromOffset, length);
      return Operation.result(sent) + position(replayer, to);
    }

    @Override
    public List<Integer> slots() {
      return List.of(from, to);
    }
  }
}
