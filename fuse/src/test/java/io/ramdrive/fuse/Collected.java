// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.volume.ExtentSink;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a read, copied. */
final class Collected implements ExtentSink {
  private final List<MemorySegment> extents = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void extent(long address, long length) {
    extents.add(MemorySegment.ofAddress(address).reinterpret(length));
  }

  @Override
  public void transfer(long total) {
    for (MemorySegment extent : extents) {
      bytes.writeBytes(extent.toArray(JAVA_BYTE));
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
