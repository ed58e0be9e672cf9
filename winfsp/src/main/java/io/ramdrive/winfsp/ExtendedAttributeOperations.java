// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.FullEaInformation;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * GetEa, SetEa. Windows' extended attribute NAME is {@code user.NAME} to the other views, in
 * whatever case it was first written.
 */
final class ExtendedAttributeOperations {
  private static final MemorySegment MEMORY = Pointer.MEMORY;
  private static final String NAMESPACE = "user.";

  /** What Windows has as attributes of the file, not as an extended attribute. */
  private static final String DOS_ATTRIBUTES = "user.DOSATTRIB";

  /** The longest name of a volume's extended attribute, in bytes: XATTR_NAME_MAX of Linux. */
  private static final int MAX_NAME = 255;

  private static final int MAX_VALUE = 0xFFFF;

  private final Volume volume;
  private final ServingFunctions functions;

  ExtendedAttributeOperations(Volume volume, ServingFunctions functions) {
    this.volume = volume;
    this.functions = functions;
  }

  int getEa(Dispatch dispatch, OpenFile file, long ea, int length, long pBytes) {
    Inode inode = file.file();
    for (String name : names(dispatch, inode)) {
      if (writeRecord(dispatch, inode, name)
          && !functions.addEa(dispatch.scratch.address(), ea, length, pBytes)) {
        return STATUS_SUCCESS;
      }
    }
    functions.addEa(Pointer.NULL, ea, length, pBytes);
    return STATUS_SUCCESS;
  }

  int setEa(Dispatch dispatch, OpenFile file, long ea, int length, long fileInfo) {
    int status = check(ea, length);
    if (status == STATUS_SUCCESS) {
      status = set(dispatch, file.file(), ea, length);
    }
    return status == STATUS_SUCCESS ? dispatch.fileInfo(file, fileInfo) : status;
  }

  /** Whether this is a list of extended attributes that can be set: an NTSTATUS. */
  int check(long ea, int length) {
    if (ea == Pointer.NULL || length == 0) {
      return STATUS_SUCCESS;
    }
    int at = 0;
    while (true) {
      if (length - at < FullEaInformation.EaName) {
        return STATUS_EA_LIST_INCONSISTENT;
      }
      int nameLength = nameLength(ea + at);
      int size =
          FullEaInformation.EaName
              + nameLength
              + 1
              + FullEaInformation.eaValueLength(MEMORY, ea + at);
      if (size > length - at) {
        return STATUS_EA_LIST_INCONSISTENT;
      }
      if (nameLength == 0
          || NAMESPACE.length() + nameLength > MAX_NAME
          || name(ea + at).equalsIgnoreCase(DOS_ATTRIBUTES)) {
        return STATUS_INVALID_EA_NAME;
      }
      int next = FullEaInformation.nextEntryOffset(MEMORY, ea + at);
      if (next == 0) {
        return STATUS_SUCCESS;
      }
      if (next < size || next % 4 != 0 || next > length - at) {
        return STATUS_EA_LIST_INCONSISTENT;
      }
      at += next;
    }
  }

  /**
   * Sets what a list that has been checked says, all of it or nothing; an empty value takes the
   * attribute away.
   */
  int set(Dispatch dispatch, Inode inode, long ea, int length) {
    SavedAttributes before = new SavedAttributes();
    Status status = set(dispatch, inode, ea, length, before);
    if (status != Status.OK) {
      before.restore(volume, dispatch.call, inode);
    }
    return NtStatuses.of(status);
  }

  /**
   * Makes those of a list all that a file has; or changes nothing.
   *
   * @param before is told what was there before
   */
  int replaceAll(Dispatch dispatch, Inode inode, long ea, int length, SavedAttributes before) {
    int checked = check(ea, length);
    if (checked != STATUS_SUCCESS) {
      return checked;
    }
    Call call = dispatch.call;
    for (String name : names(dispatch, inode)) {
      pointAt(call, name);
      before.save(volume, call, inode, name);
      volume.removexattr(call, inode);
    }
    Status status = set(dispatch, inode, ea, length, before);
    if (status != Status.OK) {
      before.restore(volume, call, inode);
    }
    return NtStatuses.of(status);
  }

  private Status set(Dispatch dispatch, Inode inode, long ea, int length, SavedAttributes before) {
    if (ea == Pointer.NULL || length == 0) {
      return Status.OK;
    }
    List<String> names = names(dispatch, inode);
    long at = ea;
    while (true) {
      Status status = setOne(dispatch.call, inode, at, names, before);
      if (status != Status.OK && status != Status.NO_DATA) {
        return status;
      }
      int next = FullEaInformation.nextEntryOffset(MEMORY, at);
      if (next == 0) {
        return Status.OK;
      }
      at += next;
    }
  }

  private Status setOne(
      Call call, Inode inode, long at, List<String> names, SavedAttributes before) {
    String name = name(at);
    for (String known : names) {
      name = known.equalsIgnoreCase(name) ? known : name;
    }
    pointAt(call, name);
    before.save(volume, call, inode, name);
    int valueLength = FullEaInformation.eaValueLength(MEMORY, at);
    if (valueLength == 0) {
      return volume.removexattr(call, inode);
    }
    long value = at + FullEaInformation.EaName + nameLength(at) + 1;
    return volume.setxattr(call, inode, MEMORY, value, valueLength, 0, false);
  }

  /** The names of all extended attributes that Windows sees, as the volume has them. */
  private List<String> names(Dispatch dispatch, Inode inode) {
    Call call = dispatch.call;
    List<String> names = new ArrayList<>();
    volume.getattr(call, inode);
    if (call.attributes().eaSize() == 0) {
      return names;
    }
    byte[] list;
    Status status;
    do {
      volume.listxattr(call, inode, MemorySegment.NULL, 0, 0);
      list = new byte[(int) call.count()];
      status = volume.listxattr(call, inode, MemorySegment.ofArray(list), 0, list.length);
    } while (status == Status.RANGE); // it has become longer
    for (String name : new String(list, StandardCharsets.ISO_8859_1).split("\0", -1)) {
      if (name.startsWith(NAMESPACE) && !name.equals(DOS_ATTRIBUTES)) {
        names.add(name);
      }
    }
    return names;
  }

  private boolean writeRecord(Dispatch dispatch, Inode inode, String name) {
    MemorySegment record = dispatch.scratch;
    Call call = dispatch.call;
    int nameLength = name.length() - NAMESPACE.length();
    long value = FullEaInformation.EaName + nameLength + 1L;
    pointAt(call, name);
    if (volume.getxattr(call, inode, record, value, MAX_VALUE) != Status.OK) {
      return false; // gone, or longer than Windows can be told
    }
    FullEaInformation.nextEntryOffset(record, 0, 0);
    FullEaInformation.flags(record, 0, (byte) 0);
    FullEaInformation.eaNameLength(record, 0, (byte) nameLength);
    FullEaInformation.eaValueLength(record, 0, (int) call.count());
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    MemorySegment.copy(
        bytes, NAMESPACE.length(), record, JAVA_BYTE, FullEaInformation.EaName, nameLength);
    record.set(JAVA_BYTE, value - 1, (byte) 0);
    return true;
  }

  /** Makes {@code name} what the next operation is about. */
  static void pointAt(Call call, String name) {
    call.name().wrap(name.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String name(long entry) {
    byte[] bytes = new byte[nameLength(entry)];
    MemorySegment.copy(MEMORY, JAVA_BYTE, entry + FullEaInformation.EaName, bytes, 0, bytes.length);
    return NAMESPACE + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int nameLength(long entry) {
    return FullEaInformation.eaNameLength(MEMORY, entry) & 0xFF;
  }
}
