// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.BYTE;
import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.LONG;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.returning;
import static io.ramdrive.winfsp.binding.Signature.returningVoid;

import java.lang.foreign.FunctionDescriptor;

/**
 * The slots of FSP_FILE_SYSTEM_INTERFACE, by the header's names: what WinFsp calls in a file
 * system. Slot 31 is obsolete and those from 33 on are reserved; they stay zero.
 */
@SuppressWarnings("ImmutableEnumChecker") // FunctionDescriptor is immutable, unmarked.
public enum InterfaceSlot {
  GetVolumeInfo(0, returning(INT, POINTER, POINTER)),
  SetVolumeLabel(1, returning(INT, POINTER, POINTER, POINTER)),
  GetSecurityByName(2, returning(INT, POINTER, POINTER, POINTER, POINTER, POINTER)),
  Create(3, returning(INT, POINTER, POINTER, INT, INT, INT, POINTER, LONG, POINTER, POINTER)),
  Open(4, returning(INT, POINTER, POINTER, INT, INT, POINTER, POINTER)),
  Overwrite(5, returning(INT, POINTER, POINTER, INT, BYTE, LONG, POINTER)),
  Cleanup(6, returningVoid(POINTER, POINTER, POINTER, INT)),
  Close(7, returningVoid(POINTER, POINTER)),
  Read(8, returning(INT, POINTER, POINTER, POINTER, LONG, INT, POINTER)),
  Write(9, returning(INT, POINTER, POINTER, POINTER, LONG, INT, BYTE, BYTE, POINTER, POINTER)),
  Flush(10, returning(INT, POINTER, POINTER, POINTER)),
  GetFileInfo(11, returning(INT, POINTER, POINTER, POINTER)),
  SetBasicInfo(12, returning(INT, POINTER, POINTER, INT, LONG, LONG, LONG, LONG, POINTER)),
  SetFileSize(13, returning(INT, POINTER, POINTER, LONG, BYTE, POINTER)),
  CanDelete(14, returning(INT, POINTER, POINTER, POINTER)),
  Rename(15, returning(INT, POINTER, POINTER, POINTER, POINTER, BYTE)),
  GetSecurity(16, returning(INT, POINTER, POINTER, POINTER, POINTER)),
  SetSecurity(17, returning(INT, POINTER, POINTER, INT, POINTER)),
  ReadDirectory(18, returning(INT, POINTER, POINTER, POINTER, POINTER, POINTER, INT, POINTER)),
  ResolveReparsePoints(19, returning(INT, POINTER, POINTER, INT, BYTE, POINTER, POINTER, POINTER)),
  GetReparsePoint(20, returning(INT, POINTER, POINTER, POINTER, POINTER, POINTER)),
  SetReparsePoint(21, returning(INT, POINTER, POINTER, POINTER, POINTER, LONG)),
  DeleteReparsePoint(22, returning(INT, POINTER, POINTER, POINTER, POINTER, LONG)),
  GetStreamInfo(23, returning(INT, POINTER, POINTER, POINTER, INT, POINTER)),
  GetDirInfoByName(24, returning(INT, POINTER, POINTER, POINTER, POINTER)),
  Control(25, returning(INT, POINTER, POINTER, INT, POINTER, INT, POINTER, INT, POINTER)),
  SetDelete(26, returning(INT, POINTER, POINTER, POINTER, BYTE)),
  CreateEx(
      27,
      returning(
          INT, POINTER, POINTER, INT, INT, INT, POINTER, LONG, POINTER, INT, BYTE, POINTER,
          POINTER)),
  OverwriteEx(28, returning(INT, POINTER, POINTER, INT, BYTE, LONG, POINTER, INT, POINTER)),
  GetEa(29, returning(INT, POINTER, POINTER, POINTER, INT, POINTER)),
  SetEa(30, returning(INT, POINTER, POINTER, POINTER, INT, POINTER)),
  DispatcherStopped(32, returningVoid(POINTER, BYTE));

  /** The size of the interface, in bytes: 64 slots. */
  public static final int INTERFACE_SIZE = 512;

  private final int slot;
  private final FunctionDescriptor descriptor;

  InterfaceSlot(int slot, FunctionDescriptor descriptor) {
    this.slot = slot;
    this.descriptor = descriptor;
  }

  /** Where the pointer stands in the interface, in bytes. */
  public int offset() {
    return slot * 8;
  }

  /** The function's signature; a pointer is a JAVA_LONG. */
  public FunctionDescriptor descriptor() {
    return descriptor;
  }

  /** The name of the method of {@link Operations} that the slot calls. */
  String methodName() {
    return Character.toLowerCase(name().charAt(0)) + name().substring(1);
  }
}
