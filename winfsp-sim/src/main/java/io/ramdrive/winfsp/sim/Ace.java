// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/**
 * An entry of an access control list.
 *
 * @param type ACCESS_ALLOWED_ACE_TYPE and the like
 * @param flags OBJECT_INHERIT_ACE and the like
 * @param mask access rights
 * @param sid whom it is about, in text
 */
public record Ace(int type, int flags, int mask, String sid) {
  static final int ACCESS_ALLOWED = 0;
  static final int ACCESS_DENIED = 1;
  static final int SYSTEM_AUDIT = 2;

  static final int OBJECT_INHERIT = 0x01;
  static final int CONTAINER_INHERIT = 0x02;
  static final int NO_PROPAGATE_INHERIT = 0x04;
  static final int INHERIT_ONLY = 0x08;
  static final int INHERITED = 0x10;

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  Ace withFlags(int other) {
    return new Ace(type, other, mask, sid);
  }

  Ace withMask(int other) {
    return new Ace(type, flags, other, sid);
  }

  Ace withSid(String other) {
    return new Ace(type, flags, mask, other);
  }
}
