// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out operations under one directory and tells what a program could see of each. Two
 * replayers that are given the same operations on two correct file systems tell the same. One
 * thread.
 */
final class Replayer implements AutoCloseable {
  /** How many descriptors operations know. */
  static final int SLOTS = 8;

  /** How many mappings operations know. */
  static final int MAPPINGS = 2;

  private final RootedCalls calls;
  private final boolean reference;
  private final Watch watch;
  private final Set<AllowedDifference> allowed;
  private final UnaryOperator<Operation> fault;
  private final int[] descriptors = new int[SLOTS];
  private final @Nullable ReplayerMapping[] mappings = new ReplayerMapping[MAPPINGS];
  private final Map<Long, Set<AllowedDifference>> marks = new HashMap<>();

  /**
   * Starts without open files.
   *
   * @param reference whether the directory is on tmpfs, which lacks some calls
   * @param allowed in what all inodes may differ
   * @param fault what to do instead of an operation; the identity when nothing is to be broken
   */
  Replayer(
      Path root,
      boolean reference,
      Watch watch,
      Set<AllowedDifference> allowed,
      UnaryOperator<Operation> fault) {
    this.calls = new RootedCalls(root);
    this.reference = reference;
    this.watch = watch;
    this.allowed = allowed;
    this.fault = fault;
    Arrays.fill(descriptors, -1);
  }

  /** Carries out one operation. */
  String replay(Operation operation) {
    Map<String, Stat> before = watch.look(operation, this);
    // A drive's clock is exact, and so is what its times tell.
    Instant clock = reference ? calls.coarseTime() : Instant.MAX;
    StringBuilder told = new StringBuilder(fault.apply(operation).perform(this));
    Map<String, Stat> after = watch.look(operation, this);
    for (Map.Entry<String, Stat> seen : after.entrySet()) {
      Stat now = seen.getValue();
      told.append("\n      ").append(seen.getKey()).append(": ");
      told.append(InodeText.of(now, marks(now)));
      Stat old = before.get(seen.getKey());
      if (old != null && old.inode() == now.inode()) {
        told.append(InodeText.moves(old, now, marks(now), clock));
      }
    }
    return told.toString();
  }

  RootedCalls calls() {
    return calls;
  }

  boolean isReference() {
    return reference;
  }

  /** The kernel's number of a descriptor; -1, which the kernel refuses, for a slot in no use. */
  int descriptor(int slot) {
    return descriptors[slot];
  }

  /** Puts what open has answered into a slot and closes what was there, unless open has failed. */
  String opened(int slot, long result) {
    if (result < 0) {
      return Operation.result(result);
    }
    if (descriptors[slot] >= 0) {
      calls.close(descriptors[slot]);
    }
    descriptors[slot] = (int) result;
    return "open";
  }

  /** Closes a slot. */
  String closed(int slot) {
    long result = calls.close(descriptors[slot]);
    descriptors[slot] = -1;
    return Operation.result(result);
  }

  /** Whether two slots have the same inode. */
  boolean isSameFile(int slot, int other) {
    if (calls.statDescriptor(descriptors[slot]) < 0) {
      return false;
    }
    long inode = calls.stat().inode();
    return calls.statDescriptor(descriptors[other]) == 0 && calls.stat().inode() == inode;
  }

  boolean isFifo(int slot) {
    return calls.statDescriptor(descriptors[slot]) == 0
        && calls.stat().type() == LinuxFlags.S_IFIFO;
  }

  /** The size of what a path leads to; 0 when it leads nowhere. */
  long size(String path) {
    return calls.asRoot(
        () -> {
          long fd = calls.open(path, LinuxFlags.O_PATH, 0);
          long size = calls.statDescriptor((int) fd) < 0 ? 0 : calls.stat().size();
          calls.close((int) fd);
          return size;
        });
  }

  /** Whether it is a directory that is open. */
  boolean isDirectory(int fd) {
    return calls.statDescriptor(fd) == 0 && calls.stat().type() == LinuxFlags.S_IFDIR;
  }

  /** From now on the inode may differ so. */
  void mark(int fd, AllowedDifference difference) {
    if (calls.statDescriptor(fd) == 0) {
      marks.computeIfAbsent(calls.stat().inode(), _ -> new HashSet<>(allowed)).add(difference);
    }
  }

  /** In what the inode may differ. */
  Set<AllowedDifference> marks(Stat stat) {
    return marks.getOrDefault(stat.inode(), allowed);
  }

  /** In what the open file may differ. */
  Set<AllowedDifference> marks(int fd) {
    return calls.statDescriptor(fd) < 0 ? allowed : marks(calls.stat());
  }

  /** The mapping in a slot, or null. */
  @Nullable ReplayerMapping mapping(int slot) {
    return mappings[slot];
  }

  /** Puts a mapping into a slot, after what was there is unmapped. */
  void map(int slot, ReplayerMapping mapping) {
    unmap(slot);
    mappings[slot] = mapping;
  }

  /** Empties a slot; false when it was empty. */
  boolean unmap(int slot) {
    ReplayerMapping mapping = mappings[slot];
    mappings[slot] = null;
    if (mapping == null) {
      return false;
    }
    mapping.close();
    return true;
  }

  /** Closes all that is open. */
  @Override
  public void close() {
    for (int slot = 0; slot < MAPPINGS; slot++) {
      unmap(slot);
    }
    for (int fd : descriptors) {
      if (fd >= 0) {
        calls.close(fd);
      }
    }
    calls.close();
  }
}
