// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SECURITY_DESCRIPTOR, unpacked. Two are equal if they mean the same, however they were laid out.
 *
 * @param control SE_DACL_PROTECTED and the like; SE_SELF_RELATIVE and the PRESENT bits always fit
 * @param dacl null if there is none, which grants everything to everybody
 */
public record SecurityDescriptor(
    int control,
    @Nullable String owner,
    @Nullable String group,
    @Nullable List<Ace> sacl,
    @Nullable List<Ace> dacl) {
  static final int SE_DACL_PRESENT = 0x0004;
  static final int SE_DACL_DEFAULTED = 0x0008;
  static final int SE_SACL_PRESENT = 0x0010;
  static final int SE_DACL_PROTECTED = 0x1000;
  static final int SE_SACL_PROTECTED = 0x2000;
  static final int SE_SELF_RELATIVE = 0x8000;

  private static final int HEADER_SIZE = 20;
  private static final int ACL_HEADER_SIZE = 8;
  private static final int ACE_HEADER_SIZE = 8;

  /** A descriptor whose PRESENT bits say what is there. */
  public SecurityDescriptor {
    control &= ~(SE_DACL_PRESENT | SE_SACL_PRESENT);
    control |= SE_SELF_RELATIVE;
    control |= dacl == null ? 0 : SE_DACL_PRESENT;
    control |= sacl == null ? 0 : SE_SACL_PRESENT;
  }

  /** Unpacks a self-relative descriptor; IllegalArgumentException says why it is not one. */
  public static SecurityDescriptor parse(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int control = all.getShort(2) & 0xFFFF;
      if (all.get(0) != 1 || (control & SE_SELF_RELATIVE) == 0) {
        throw new IllegalArgumentException("not a self-relative descriptor of revision 1");
      }
      return new SecurityDescriptor(
          control,
          sid(all, all.getInt(4)),
          sid(all, all.getInt(8)),
          (control & SE_SACL_PRESENT) == 0 ? null : acl(all, all.getInt(12)),
          (control & SE_DACL_PRESENT) == 0 ? null : acl(all, all.getInt(16)));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a descriptor that is cut off", e);
    }
  }

  /** How many bytes the self-relative descriptor at the buffer's start takes. */
  static int length(ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int length = HEADER_SIZE;
    for (int field = 4; field <= 16; field += 4) {
      int at = bytes.getInt(field);
      if (at != 0) {
        int size = field <= 8 ? 8 + 4 * bytes.get(at + 1) : bytes.getShort(at + 2) & 0xFFFF;
        length = Math.max(length, at + size);
      }
    }
    return length;
  }

  private static @Nullable String sid(ByteBuffer all, int at) {
    return at == 0 ? null : Sids.read(from(all, at));
  }

  private static ByteBuffer from(ByteBuffer all, int at) {
    return all.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(at);
  }

  private static @Nullable List<Ace> acl(ByteBuffer all, int at) {
    if (at == 0) {
      return null;
    }
    int end = at + (all.getShort(at + 2) & 0xFFFF);
    int count = all.getShort(at + 4);
    List<Ace> aces = new ArrayList<>();
    int next = at + ACL_HEADER_SIZE;
    for (int i = 0; i < count; i++) {
      ByteBuffer ace = from(all, next + ACE_HEADER_SIZE);
      int size = all.getShort(next + 2) & 0xFFFF;
      aces.add(new Ace(all.get(next), all.get(next + 1), all.getInt(next + 4), Sids.read(ace)));
      next += size;
      if (ace.position() > next || next > end || end > all.limit()) {
        throw new IllegalArgumentException("an ACE that goes beyond its ACL");
      }
    }
    return List.copyOf(aces);
  }

  /** Packs it: header, SACL, DACL, owner, group, as Windows does. */
  public byte[] toBytes() {
    byte[] saclBytes = sacl == null ? new byte[0] : bytes(sacl);
    byte[] daclBytes = dacl == null ? new byte[0] : bytes(dacl);
    byte[] ownerBytes = owner == null ? new byte[0] : Sids.bytes(owner);
    byte[] groupBytes = group == null ? new byte[0] : Sids.bytes(group);
    int saclAt = HEADER_SIZE;
    int daclAt = saclAt + saclBytes.length;
    int ownerAt = daclAt + daclBytes.length;
    int groupAt = ownerAt + ownerBytes.length;
    return ByteBuffer.allocate(groupAt + groupBytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) control)
        .putInt(owner == null ? 0 : ownerAt)
        .putInt(group == null ? 0 : groupAt)
        .putInt(sacl == null ? 0 : saclAt)
        .putInt(dacl == null ? 0 : daclAt)
        .put(saclBytes)
        .put(daclBytes)
        .put(ownerBytes)
        .put(groupBytes)
        .array();
  }

  private static byte[] bytes(List<Ace> acl) {
    int size = ACL_HEADER_SIZE;
    for (Ace ace : acl) {
      size += ACE_HEADER_SIZE + Sids.bytes(ace.sid()).length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 2).put((byte) 0).putShort((short) size);
    bytes.putShort((short) acl.size()).putShort((short) 0);
    for (Ace ace : acl) {
      byte[] sid = Sids.bytes(ace.sid());
      bytes.put((byte) ace.type()).put((byte) ace.flags());
      bytes.putShort((short) (ACE_HEADER_SIZE + sid.length)).putInt(ace.mask()).put(sid);
    }
    return bytes.array();
  }
}
