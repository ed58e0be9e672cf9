// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The DLLs of this machine. */
final class InstalledDllFiles implements DllFiles {
  /** IMAGE_DOS_SIGNATURE of winnt.h: MZ. */
  private static final short DOS_SIGNATURE = 0x5A4D;

  /** IMAGE_NT_SIGNATURE of winnt.h: PE, two zeros. The machine follows. */
  private static final int NT_SIGNATURE = 0x0000_4550;

  /** The place of e_lfanew in IMAGE_DOS_HEADER: where the signature is. */
  private static final int E_LFANEW = 0x3C;

  @Override
  public boolean exists(String path) {
    try {
      return Files.isRegularFile(Path.of(path));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  @Override
  public int machine(String path) throws IOException {
    try (SeekableByteChannel file = Files.newByteChannel(Path.of(path))) {
      ByteBuffer dos = read(file, 0, E_LFANEW + 4);
      ByteBuffer nt = read(file, Integer.toUnsignedLong(dos.getInt(E_LFANEW)), 6);
      if (dos.getShort(0) != DOS_SIGNATURE || nt.getInt(0) != NT_SIGNATURE) {
        throw new IOException(path + " does not begin as a DLL does");
      }
      return Short.toUnsignedInt(nt.getShort(4));
    }
  }

  private static ByteBuffer read(SeekableByteChannel file, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.position(at);
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new EOFException();
      }
    }
    return bytes;
  }

  @Override
  public SymbolLookup load(String path) {
    return SymbolLookup.libraryLookup(Path.of(path), Arena.global());
  }
}
