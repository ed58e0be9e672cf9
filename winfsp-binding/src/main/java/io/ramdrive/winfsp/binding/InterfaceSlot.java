// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;

/**
 * The slots of FSP_FILE_SYSTEM_INTERFACE, by the header's names: what WinFsp calls in a file
 * system. Slot 31 is obsolete and those from 33 on are reserved; they stay zero.
 */
public enum InterfaceSlot {
  GetVolumeInfo(0, FunctionDescriptor.of(JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT)),
  SetVolumeLabel(
      1, FunctionDescriptor.of(JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT)),
  GetSecurityByName(
      2,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT)),
  Create(
      3,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          Pointer.LAYOUT,
          JAVA_LONG,
          Pointer.LAYOUT,
          Pointer.LAYOUT)),
  Open(
      4,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT)),
  Overwrite(
      5,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_BYTE,
          JAVA_LONG,
          Pointer.LAYOUT)),
  Cleanup(6, FunctionDescriptor.ofVoid(Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_INT)),
  Close(7, FunctionDescriptor.ofVoid(Pointer.LAYOUT, Pointer.LAYOUT)),
  Read(
      8,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_LONG,
          JAVA_INT,
          Pointer.LAYOUT)),
  Write(
      9,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_LONG,
          JAVA_INT,
          JAVA_BYTE,
          JAVA_BYTE,
          Pointer.LAYOUT,
          Pointer.LAYOUT)),
  Flush(10, FunctionDescriptor.of(JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT)),
  GetFileInfo(11, FunctionDescriptor.of(JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT)),
  SetBasicInfo(
      12,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_LONG,
          JAVA_LONG,
          JAVA_LONG,
          JAVA_LONG,
          Pointer.LAYOUT)),
  SetFileSize(
      13,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_LONG, JAVA_BYTE, Pointer.LAYOUT)),
  CanDelete(14, FunctionDescriptor.of(JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT)),
  Rename(
      15,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_BYTE)),
  GetSecurity(
      16,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT)),
  SetSecurity(
      17,
      FunctionDescriptor.of(JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_INT, Pointer.LAYOUT)),
  ReadDirectory(
      18,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          Pointer.LAYOUT)),
  ResolveReparsePoints(
      19,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_BYTE,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT)),
  GetReparsePoint(
      20,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          Pointer.LAYOUT)),
  SetReparsePoint(
      21,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_LONG)),
  DeleteReparsePoint(
      22,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_LONG)),
  GetStreamInfo(
      23,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_INT, Pointer.LAYOUT)),
  GetDirInfoByName(
      24,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT)),
  Control(
      25,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          Pointer.LAYOUT,
          JAVA_INT,
          Pointer.LAYOUT,
          JAVA_INT,
          Pointer.LAYOUT)),
  SetDelete(
      26,
      FunctionDescriptor.of(JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_BYTE)),
  CreateEx(
      27,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          Pointer.LAYOUT,
          JAVA_LONG,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_BYTE,
          Pointer.LAYOUT,
          Pointer.LAYOUT)),
  OverwriteEx(
      28,
      FunctionDescriptor.of(
          JAVA_INT,
          Pointer.LAYOUT,
          Pointer.LAYOUT,
          JAVA_INT,
          JAVA_BYTE,
          JAVA_LONG,
          Pointer.LAYOUT,
          JAVA_INT,
          Pointer.LAYOUT)),
  GetEa(
      29,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_INT, Pointer.LAYOUT)),
  SetEa(
      30,
      FunctionDescriptor.of(
          JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT, JAVA_INT, Pointer.LAYOUT)),
  DispatcherStopped(32, FunctionDescriptor.ofVoid(Pointer.LAYOUT, JAVA_BYTE));

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
}
