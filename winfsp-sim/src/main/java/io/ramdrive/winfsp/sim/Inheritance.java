// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.WinNt.DACL_SECURITY_INFORMATION;
import static io.ramdrive.winfsp.binding.WinNt.GROUP_SECURITY_INFORMATION;
import static io.ramdrive.winfsp.binding.WinNt.OWNER_SECURITY_INFORMATION;
import static io.ramdrive.winfsp.binding.WinNt.SACL_SECURITY_INFORMATION;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How descriptors come about: CreatePrivateObjectSecurity and SetPrivateObjectSecurity. */
public final class Inheritance {
  private static final int HOW = Ace.OBJECT_INHERIT | Ace.CONTAINER_INHERIT;

  private Inheritance() {}

  /**
   * The descriptor of a new object.
   *
   * @param explicit what its maker asked for
   */
  public static SecurityDescriptor create(
      @Nullable SecurityDescriptor parent,
      @Nullable SecurityDescriptor explicit,
      boolean directory,
      Caller maker) {
    String owner = explicit != null && explicit.owner() != null ? explicit.owner() : maker.user();
    String group =
        explicit != null && explicit.group() != null ? explicit.group() : maker.groups().getFirst();
    int control = explicit == null ? 0 : explicit.control() & SecurityDescriptor.SE_DACL_PROTECTED;
    List<Ace> dacl;
    if (explicit != null && explicit.dacl() != null) {
      dacl = mapped(explicit.dacl());
    } else {
      dacl = parent == null ? List.of() : inherited(parent.dacl(), directory, owner, group);
      if (dacl.isEmpty()) {
        dacl = tokenDefault(owner);
      }
    }
    List<Ace> sacl = explicit == null ? null : explicit.sacl();
    return new SecurityDescriptor(control, owner, group, sacl, dacl);
  }

  private static List<Ace> mapped(List<Ace> aces) {
    List<Ace> mapped = new ArrayList<>();
    for (Ace ace : aces) {
      boolean stays = ace.has(Ace.INHERIT_ONLY);
      mapped.add(stays ? ace : ace.withMask(Access.mapGeneric(ace.mask())));
    }
    return List.copyOf(mapped);
  }

  /** What a token gives when nothing else does: its user and the system may do everything. */
  private static List<Ace> tokenDefault(String owner) {
    return List.of(
        new Ace(Ace.ACCESS_ALLOWED, 0, Access.FILE_ALL_ACCESS, owner),
        new Ace(Ace.ACCESS_ALLOWED, 0, Access.FILE_ALL_ACCESS, Sids.SYSTEM));
  }

  private static List<Ace> inherited(
      @Nullable List<Ace> parent, boolean directory, String owner, String group) {
    List<Ace> aces = new ArrayList<>();
    if (parent == null) {
      return aces;
    }
    for (Ace ace : parent) {
      boolean effective = ace.has(directory ? Ace.CONTAINER_INHERIT : Ace.OBJECT_INHERIT);
      boolean handsOn = directory && (ace.flags() & HOW) != 0 && !ace.has(Ace.NO_PROPAGATE_INHERIT);
      int on = handsOn ? ace.flags() & HOW : 0;
      Ace here = ace.withMask(Access.mapGeneric(ace.mask())).withSid(actual(ace, owner, group));
      if (effective && handsOn && here.equals(ace.withFlags(here.flags()))) {
        aces.add(here.withFlags(on));
        continue;
      }
      if (effective) {
        aces.add(here.withFlags(0));
      }
      if (handsOn) {
        aces.add(ace.withFlags(on | Ace.INHERIT_ONLY));
      }
    }
    return List.copyOf(aces);
  }

  private static String actual(Ace ace, String owner, String group) {
    return switch (ace.sid()) {
      case Sids.CREATOR_OWNER -> owner;
      case Sids.CREATOR_GROUP -> group;
      default -> ace.sid();
    };
  }

  /** A descriptor with the parts that the mask names taken from another one. */
  public static SecurityDescriptor modify(
      SecurityDescriptor old, int securityInformation, SecurityDescriptor by) {
    boolean dacl = (securityInformation & DACL_SECURITY_INFORMATION) != 0;
    boolean sacl = (securityInformation & SACL_SECURITY_INFORMATION) != 0;
    int fromOther =
        (dacl ? SecurityDescriptor.SE_DACL_PROTECTED : 0)
            | (sacl ? SecurityDescriptor.SE_SACL_PROTECTED : 0);
    return new SecurityDescriptor(
        (old.control() & ~fromOther) | (by.control() & fromOther),
        (securityInformation & OWNER_SECURITY_INFORMATION) != 0 ? by.owner() : old.owner(),
        (securityInformation & GROUP_SECURITY_INFORMATION) != 0 ? by.group() : old.group(),
        sacl ? by.sacl() : old.sacl(),
        dacl ? by.dacl() == null ? null : mapped(by.dacl()) : old.dacl());
  }
}
