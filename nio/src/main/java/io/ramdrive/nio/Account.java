// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** A user or group: a number to the volume, a name to people. Equal if the number is. */
abstract sealed class Account implements UserPrincipal {
  private final int id;
  private final String name;

  private Account(int id, String name) {
    this.id = id;
    this.name = name;
  }

  int id() {
    return id;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Account account && account.getClass() == getClass() && account.id == id;
  }

  @Override
  public int hashCode() {
    return getClass().hashCode() + id;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A user. */
  static final class User extends Account {
    User(int id, String name) {
      super(id, name);
    }
  }

  /** A group. */
  static final class Group extends Account implements GroupPrincipal {
    Group(int id, String name) {
      super(id, name);
    }
  }
}
