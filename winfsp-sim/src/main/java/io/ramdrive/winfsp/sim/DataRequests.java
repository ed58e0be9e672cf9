// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.Arrays;

/** IRP_MJ_READ, IRP_MJ_WRITE, IRP_MJ_FLUSH_BUFFERS of a file. */
final class DataRequests {
  private static final long APPEND = -1;

  private final FsdVolume volume;

  DataRequests(FsdVolume volume) {
    this.volume = volume;
  }

  private boolean isCached(FileObject file) {
    return volume.traits.cachesData()
        && !file.disableCache
        && !file.has(WinNt.FILE_NO_INTERMEDIATE_BUFFERING);
  }

  /** None at or behind the end. */
  byte[] read(FileObject file, long offset, int length) {
    checkUsable(file, FileAccess.FILE_READ_DATA | FileAccess.FILE_EXECUTE);
    checkAligned(file, offset, length);
    file.node.locks.check(file, offset, length, false);
    if (length == 0) {
      return new byte[0];
    }
    try (var _ = volume.begin()) {
      file.accessed = true;
      return isCached(file)
          ? readCached(file, offset, length)
          : readNonCached(file, offset, length);
    }
  }

  private byte[] readCached(FileObject file, long offset, int length) {
    FsdNode node = file.node;
    try (var _ = node.lock.shared("cached Read")) {
      volume.cache.own(file);
      byte[] bytes = volume.cache.read(node, offset, length);
      if (!node.pages.isMapped()) {
        volume.dataCheck.read(file, offset, bytes, length, "cached Read");
      }
      return bytes;
    }
  }

  private byte[] readNonCached(FileObject file, long offset, int length) {
    FsdNode node = file.node;
    if (!node.pages.isEmpty()) {
      try (var _ = node.lock.exclusive("flush before Read")) {
        volume.cache.flush(node, offset, offset + length);
      }
    }
    try (var _ = node.lock.shared("Read")) {
      Response response = volume.call(new Request.Read(file.context, offset, length));
      boolean settled =
          !node.pages.isDirty() && !volume.model.outsideChanges() && file.model.isCertain();
      if (settled) {
        int expected = (int) Math.max(0, Math.min(length, file.model.size() - offset));
        volume.dataCheck.counted(file, "Read", offset, expected, response);
      }
      if (response.status() == NtStatus.STATUS_END_OF_FILE) {
        return new byte[0];
      }
      if (!response.succeeded()) {
        throw new NtStatusException(response.status());
      }
      byte[] bytes = Arrays.copyOf(response.payload(), response.information());
      if (settled) {
        compare(file, offset, bytes, length);
      }
      return bytes;
    }
  }

  /** A view may have written meanwhile: its pages are dirty until somebody has the node. */
  private void compare(FileObject file, long offset, byte[] bytes, int length) {
    try {
      volume.dataCheck.read(file, offset, bytes, length, "Read");
    } catch (InvariantViolation e) {
      if (!file.node.pages.isDirty()) {
        throw e;
      }
    }
  }

  /** Offset -1 appends. */
  void write(FileObject file, long offset, byte[] bytes) {
    checkUsable(file, FileAccess.FILE_WRITE_DATA | FileAccess.FILE_APPEND_DATA);
    long where = file.grants(FileAccess.FILE_WRITE_DATA) ? offset : APPEND;
    checkAligned(file, where == APPEND ? 0 : where, bytes.length);
    FsdNode node = file.node;
    node.locks.check(file, where == APPEND ? node.cachedSize() : where, bytes.length, true);
    if (bytes.length == 0) {
      return;
    }
    try (Activity.Operation operation = volume.begin()) {
      if (isCached(file)) {
        writeCached(file, where, bytes, operation);
      } else {
        writeNonCached(file, where, bytes, operation);
      }
    }
    volume.watchers.report(
        WinNt.FILE_NOTIFY_CHANGE_SIZE | WinNt.FILE_NOTIFY_CHANGE_LAST_WRITE,
        WinNt.FILE_ACTION_MODIFIED,
        node.name());
  }

  /** Where the file grows, user mode learns of it now; the bytes come later. */
  private void writeCached(
      FileObject file, long offset, byte[] bytes, Activity.Operation operation) {
    FsdNode node = file.node;
    try (var _ = node.lock.exclusive("cached Write")) {
      volume.cache.own(file);
      long start = offset == APPEND ? node.cachedSize() : offset;
      long end = start + bytes.length;
      if (end > node.cachedSize()) {
        volume.information.endOfFile(file, end, operation);
      }
      volume.cache.write(file, start, bytes);
      file.modified = true;
      if (file.has(WinNt.FILE_WRITE_THROUGH)) {
        volume.cache.flush(node, start, end);
      }
    }
  }

  private void writeNonCached(
      FileObject file, long offset, byte[] bytes, Activity.Operation operation) {
    FsdNode node = file.node;
    try (var _ = node.lock.exclusive("Write")) {
      volume.cache.flush(node, 0, Long.MAX_VALUE);
      node.pages.purge();
      long sizeBefore = node.cachedSize();
      long start = offset == APPEND ? file.model.size() : offset;
      Response response = volume.call(new Request.Write(file.context, offset, bytes, false));
      if (!response.succeeded()) {
        volume.infoCheck.failed(file, "Write", response.status());
        throw new NtStatusException(response.status());
      }
      volume.setFileInfo(node, response);
      file.model.write(start, bytes, 0, bytes.length);
      node.pages.overlay(start, bytes);
      file.modified = true;
      file.sizeChanged |= node.cachedSize() != sizeBefore;
      node.truncateOnClose = true;
      if (response.information() != bytes.length) {
        throw new InvariantViolation(
            Invariant.DATA,
            "Write of "
                + file
                + " took "
                + response.information()
                + " of "
                + bytes.length
                + " bytes");
      }
      volume.infoCheck.succeeded(file, "Write", response.fileInfo(), operation::alone);
    }
  }

  /** Of a directory nothing is sent. */
  void flush(FileObject file) {
    checkUsable(file, -1);
    FsdNode node = file.node;
    if (node.directory) {
      return;
    }
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.exclusive("Flush")) {
      volume.cache.flush(node, 0, Long.MAX_VALUE);
      Response response = volume.call(new Request.Flush(file.context));
      if (!response.succeeded()) {
        throw new NtStatusException(response.status());
      }
      volume.setFileInfo(node, response);
      volume.infoCheck.succeeded(file, "Flush", response.fileInfo(), operation::alone);
    }
  }

  /** Everything, then the volume itself. */
  void flushVolume() {
    try (var _ = volume.begin()) {
      for (FsdNode node : volume.nodes.all()) {
        volume.cache.lazyWrite(node);
      }
      volume.ask(new Request.Flush(FileContext.VOLUME));
    }
  }

  static void checkOpen(FileObject file) {
    if (file.cleanedUp) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_HANDLE);
    }
  }

  private static void checkUsable(FileObject file, int anyOf) {
    checkOpen(file);
    if (anyOf != -1 && file.node.directory) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
    }
    if (!file.grants(anyOf)) {
      throw new NtStatusException(NtStatus.STATUS_ACCESS_DENIED);
    }
  }

  private void checkAligned(FileObject file, long offset, int length) {
    int sector = volume.traits.sectorSize();
    if (file.has(WinNt.FILE_NO_INTERMEDIATE_BUFFERING)
        && (offset % sector != 0 || length % sector != 0)) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
  }
}
