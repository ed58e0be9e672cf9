// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.FullEaInformation;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Extended attributes as a chain of FILE_FULL_EA_INFORMATION, on multiples of 4. */
public final class EaList {
  private static final int ALIGNMENT = 4;

  private EaList() {}

  /** A chain of these attributes, in this order. */
  public static byte[] of(Map<String, byte[]> attributes) {
    ByteArrayOutputStream chain = new ByteArrayOutputStream();
    for (Iterator<Map.Entry<String, byte[]>> entries = attributes.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<String, byte[]> entry = entries.next();
      byte[] name = entry.getKey().getBytes(StandardCharsets.US_ASCII);
      byte[] value = entry.getValue();
      int size = FullEaInformation.EaName + name.length + 1 + value.length;
      int next = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      byte[] record = new byte[entries.hasNext() ? next : size];
      MemorySegment memory = MemorySegment.ofArray(record);
      FullEaInformation.nextEntryOffset(memory, 0, entries.hasNext() ? next : 0);
      FullEaInformation.eaNameLength(memory, 0, (byte) name.length);
      FullEaInformation.eaValueLength(memory, 0, value.length);
      System.arraycopy(name, 0, record, FullEaInformation.EaName, name.length);
      System.arraycopy(value, 0, record, FullEaInformation.EaName + name.length + 1, value.length);
      chain.writeBytes(record);
    }
    return chain.toByteArray();
  }

  /** The attributes of a chain, in its order. */
  public static Map<String, byte[]> parse(byte[] chain) {
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    MemorySegment memory = MemorySegment.ofArray(chain);
    int at = 0;
    while (at + FullEaInformation.EaName <= chain.length) {
      int nameLength = Byte.toUnsignedInt(FullEaInformation.eaNameLength(memory, at));
      int valueLength = FullEaInformation.eaValueLength(memory, at);
      int name = at + FullEaInformation.EaName;
      int value = name + nameLength + 1;
      attributes.put(
          new String(chain, name, nameLength, StandardCharsets.US_ASCII),
          Arrays.copyOfRange(chain, value, value + valueLength));
      int next = FullEaInformation.nextEntryOffset(memory, at);
      if (next == 0) {
        break;
      }
      at += next;
    }
    return attributes;
  }
}
