// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.StreamInfo;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Security, streams, extended attributes, reparse points and device control of an open file. */
final class MetadataRequests {
  private static final int ALIGNMENT = 8;

  private final FsdVolume volume;

  MetadataRequests(FsdVolume volume) {
    this.volume = volume;
  }

  byte[] security(FileObject file) {
    DataRequests.checkOpen(file);
    InformationRequests.require(file, FileAccess.READ_CONTROL);
    return cached(file, volume.securityCache, new Request.QuerySecurity(file.context));
  }

  private byte[] cached(FileObject file, MetaCache cache, Request request) {
    FsdNode node = file.node;
    try (var _ = volume.begin();
        var _ = node.lock.shared(request.getClass().getSimpleName())) {
      byte[] kept = cache.get(node);
      if (kept != null) {
        return kept.clone();
      }
      Response response = volume.ask(request);
      cache.put(node, response.payload());
      return response.payload().clone();
    }
  }

  void setSecurity(FileObject file, int information, byte[] modification) {
    DataRequests.checkOpen(file);
    InformationRequests.require(file, FileAccess.WRITE_DAC | FileAccess.WRITE_OWNER);
    FsdNode node = file.node;
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.exclusive("SetSecurity")) {
      volume.ask(new Request.SetSecurity(file.context, information, modification));
      volume.securityCache.remove(node);
      file.metadataChanged = true;
      volume.infoCheck.succeeded(file, "SetSecurity", null, operation::alone);
    }
    volume.watchers.report(
        WinNt.FILE_NOTIFY_CHANGE_SECURITY, WinNt.FILE_ACTION_MODIFIED, node.name());
  }

  List<StreamEntry> streams(FileObject file) {
    DataRequests.checkOpen(file);
    if (!volume.traits.has(VolumeFlags.NamedStreams)) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
    byte[] bytes = cached(file, volume.streamCache, new Request.QueryStreams(file.context));
    List<StreamEntry> streams = parseStreams(bytes, file);
    StreamCheck.check(volume, file, streams);
    return streams;
  }

  private static List<StreamEntry> parseStreams(byte[] bytes, FileObject file) {
    MemorySegment memory = MemorySegment.ofArray(bytes);
    List<StreamEntry> streams = new ArrayList<>();
    int at = 0;
    while (at + Short.BYTES <= bytes.length) {
      int size = StreamInfo.size(memory, at);
      if (size == 0) {
        break;
      }
      if (size < StreamInfo.SIZE || at + size > bytes.length) {
        throw new InvariantViolation(
            Invariant.LISTING, "A record of the streams of " + file + " has size " + size);
      }
      streams.add(
          new StreamEntry(
              WideString.read(memory, at + StreamInfo.SIZE, (size - StreamInfo.SIZE) / 2),
              StreamInfo.streamSize(memory, at),
              StreamInfo.streamAllocationSize(memory, at)));
      at = (at + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    return streams;
  }

  byte[] ea(FileObject file) {
    checkEa(file, FileAccess.FILE_READ_EA);
    return cached(file, volume.eaCache, new Request.QueryEa(file.context));
  }

  void setEa(FileObject file, byte[] ea) {
    checkEa(file, FileAccess.FILE_WRITE_EA);
    FsdNode node = file.node;
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.exclusive("SetEa")) {
      Response response = volume.call(new Request.SetEa(file.context, ea));
      if (!response.succeeded()) {
        volume.infoCheck.failed(file, "SetEa", response.status());
        throw new NtStatusException(response.status());
      }
      volume.setFileInfo(node, response);
      volume.eaCache.remove(node);
      file.metadataChanged = true;
      volume.infoCheck.succeeded(file, "SetEa", response.fileInfo(), operation::alone);
    }
    volume.watchers.report(
        WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES, WinNt.FILE_ACTION_MODIFIED, node.name());
  }

  private void checkEa(FileObject file, int right) {
    DataRequests.checkOpen(file);
    if (!volume.traits.has(VolumeFlags.ExtendedAttributes)) {
      throw new NtStatusException(NtStatus.STATUS_EAS_NOT_SUPPORTED);
    }
    InformationRequests.require(file, right);
  }

  byte[] reparsePoint(FileObject file) {
    checkReparse(file);
    try (var _ = volume.begin();
        var _ = file.node.lock.shared("GetReparsePoint")) {
      return volume
          .ask(new Request.GetReparsePoint(file.context, file.node.name()))
          .payload()
          .clone();
    }
  }

  void changeReparsePoint(FileObject file, byte[] data, boolean set) {
    checkReparse(file);
    InformationRequests.require(
        file, FileAccess.FILE_WRITE_DATA | FileAccess.FILE_WRITE_ATTRIBUTES);
    FsdNode node = file.node;
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.exclusive("SetReparsePoint")) {
      Response response =
          volume.call(
              set
                  ? new Request.SetReparsePoint(file.context, node.name(), data)
                  : new Request.DeleteReparsePoint(file.context, node.name(), data));
      if (!response.succeeded()) {
        volume.infoCheck.failed(file, "SetReparsePoint", response.status());
        throw new NtStatusException(response.status());
      }
      node.invalidateFileInfo();
      file.metadataChanged = true;
      if (file.model.attributes != ModelFile.UNKNOWN) {
        int bit = WinNt.FILE_ATTRIBUTE_REPARSE_POINT;
        file.model.attributes = set ? file.model.attributes | bit : file.model.attributes & ~bit;
      }
      volume.infoCheck.succeeded(file, "SetReparsePoint", null, operation::alone);
    }
    volume.watchers.report(
        WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES, WinNt.FILE_ACTION_MODIFIED, node.name());
  }

  private void checkReparse(FileObject file) {
    DataRequests.checkOpen(file);
    if (!volume.traits.has(VolumeFlags.ReparsePoints)) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
    }
  }

  byte[] control(FileObject file, int code, byte[] input, int outputLength) {
    DataRequests.checkOpen(file);
    if (!volume.traits.has(VolumeFlags.DeviceControl)) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
    }
    try (var _ = volume.begin();
        var _ = file.node.lock.shared("DeviceControl")) {
      return volume
          .ask(new Request.DeviceControl(file.context, code, input, outputLength))
          .payload()
          .clone();
    }
  }
}
