// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.STATUS_SUCCESS;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.StreamVisitor;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.StreamInfo;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** GetStreamInfo, and what befalls the streams of a file that is overwritten. */
final class StreamOperations {
  private static final byte[] MAIN = {};

  private final Volume volume;
  private final ServingFunctions functions;

  StreamOperations(Volume volume, ServingFunctions functions) {
    this.volume = volume;
    this.functions = functions;
  }

  /** Lists the content of a file, which has no name, and its named streams. */
  int getStreamInfo(Dispatch dispatch, OpenFile file, long buffer, int length, long pBytes) {
    Call call = dispatch.call;
    Inode inode = file.file();
    Answer answer = new Answer(dispatch.scratch, buffer, length, pBytes);
    volume.getattr(call, inode);
    boolean hasContent = inode.type() == Mode.S_IFREG;
    if (!hasContent
        || answer.stream(MAIN, call.attributes().size(), call.attributes().allocated())) {
      volume.streams().list(call, inode, answer);
    }
    if (!answer.full) {
      functions.addStreamInfo(Pointer.NULL, buffer, length, pBytes);
    }
    return STATUS_SUCCESS;
  }

  /** Takes all named streams from a file. */
  void removeAll(Dispatch dispatch, Inode file) {
    List<byte[]> names = new ArrayList<>();
    Call call = dispatch.call;
    volume.streams().list(call, file, (name, size, allocated) -> names.add(name));
    for (byte[] name : names) {
      call.name().wrap(name);
      volume.streams().remove(call, file);
    }
  }

  /** The list while it is made. */
  private final class Answer implements StreamVisitor {
    private final MemorySegment record;
    private final long buffer;
    private final int length;
    private final long pBytes;
    private boolean full;

    Answer(MemorySegment record, long buffer, int length, long pBytes) {
      this.record = record;
      this.buffer = buffer;
      this.length = length;
      this.pBytes = pBytes;
    }

    @Override
    public boolean stream(byte[] name, long size, long allocated) {
      char[] units = new char[name.length];
      int count = WideName.decode(name, name.length, units, 0, false);
      StreamInfo.size(record, 0, StreamInfo.SIZE + 2 * count);
      StreamInfo.streamSize(record, 0, size);
      StreamInfo.streamAllocationSize(record, 0, FileInfos.allocationSize(size, allocated));
      MemorySegment.copy(units, 0, record, JAVA_CHAR_UNALIGNED, StreamInfo.StreamNameBuf, count);
      full = !functions.addStreamInfo(record.address(), buffer, length, pBytes);
      return !full;
    }
  }
}
