// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks along a path through the volume, as the kernel does: each directory on the way must grant
 * search permission, a symlink is followed, and after 40 of them the walk is given up.
 */
final class Walk {
  /** MAXSYMLINKS of linux/namei.h. */
  private static final int MAX_LINKS = 40;

  /** What to do at the last name of the path. */
  enum Last {
    /** Find what it names. */
    FOLLOW,
    /** The same, but a symlink is the end of the walk. */
    NO_FOLLOW,
    /** Stop before it: it is about to be made, removed or renamed, and no link is followed. */
    STOP,
    /** Find what it names, through links; when that is missing, stop before it. */
    FOLLOW_OR_STOP
  }

  private final Operation operation;
  private final Deque<byte[]> pending = new ArrayDeque<>();
  private final List<byte[]> trail = new ArrayList<>();
  private Inode current;
  private byte @Nullable [] lastName;
  private int links;

  private Walk(Operation operation, Inode start) {
    this.operation = operation;
    current = start;
  }

  /** Walks to what {@code place} names. Its attributes are those read last. */
  static Inode find(Operation operation, Place place, boolean follow) throws Refusal {
    return walk(operation, place, follow ? Last.FOLLOW : Last.NO_FOLLOW).current;
  }

  /** Walks as {@code last} says. */
  static Walk walk(Operation operation, Place place, Last last) throws Refusal {
    Walk walk = new Walk(operation, place.start(operation));
    for (byte[] name : place.path().names()) {
      if (name.length > 0) {
        walk.pending.add(name);
      }
    }
    walk.run(last);
    return walk;
  }

  /**
   * Where the walk ended: at what the path names; or, if {@link #name} is not null, at the
   * directory where that name belongs.
   */
  Inode inode() {
    return current;
  }

  /** The name before which the walk stopped, or null if it went to the end. */
  byte @Nullable [] name() {
    return lastName;
  }

  /** The name before which the walk stopped; refuses where the path ends in a directory's dots. */
  byte[] requireName() throws Refusal {
    byte[] name = lastName;
    if (name == null) {
      throw new Refusal(Reason.BUSY);
    }
    return name;
  }

  /** The names from the root to where the walk ended, without links and dots. */
  byte[][] trail() {
    return trail.toArray(byte[][]::new);
  }

  private void run(Last last) throws Refusal {
    operation.attributesOf(current);
    byte[] name = pending.poll();
    while (name != null) {
      if (type() != Mode.S_IFDIR) {
        throw new Refusal(Reason.NOT_DIRECTORY);
      }
      operation.permissions().check(operation, current, Permissions.EXECUTE);
      boolean atLast = pending.isEmpty();
      if (atLast && last == Last.STOP) {
        lastName = name;
        return;
      }
      step(name, last, atLast);
      if (lastName != null) {
        return;
      }
      name = pending.poll();
    }
  }

  private void step(byte[] name, Last last, boolean atLast) throws Refusal {
    Inode next = operation.lookup(current, name);
    if (next == null) {
      if (atLast && last == Last.FOLLOW_OR_STOP) {
        lastName = name;
        return;
      }
      throw new Refusal(Reason.NOT_FOUND);
    }
    if (type() == Mode.S_IFLNK && !(atLast && last == Last.NO_FOLLOW)) {
      follow(next);
      return;
    }
    current = next;
    if (PathBytes.isDotDot(name)) {
      if (!trail.isEmpty()) {
        trail.removeLast();
      }
    } else if (!PathBytes.isDot(name)) {
      trail.add(name);
    }
  }

  private void follow(Inode link) throws Refusal {
    if (++links > MAX_LINKS) {
      throw new Refusal(Reason.LOOP);
    }
    byte[] target = operation.volume().readlink(operation.call(), link);
    if (target.length == 0) {
      throw new Refusal(Reason.NOT_FOUND);
    }
    if (target[target.length - 1] == '/') {
      pending.addFirst(new byte[] {'.'});
    }
    byte[][] names = PathBytes.split(target);
    for (int i = names.length - 1; i >= 0; i--) {
      pending.addFirst(names[i]);
    }
    if (PathBytes.isAbsolute(target)) {
      current = operation.volume().root();
      trail.clear();
    }
    operation.attributesOf(current);
  }

  private int type() {
    return Mode.type(operation.attributes().mode());
  }
}
