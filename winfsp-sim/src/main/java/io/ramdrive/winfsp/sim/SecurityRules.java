// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Pointer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks on descriptors, and on the protocol by which they are handed out. */
final class SecurityRules {
  /** Probes cost seven callbacks; one call in so many is enough. */
  private static final int PROBED_ONE_IN = 16;

  private static final int DLL_SIZE = 1024;
  private static final int LARGEST_SIZE = 16 << 10;

  private final SimFileSystem fileSystem;
  private int calls;

  SecurityRules(SimFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** The descriptor that a callback stored, if it is one. */
  static byte[] descriptor(Frame frame, long buffer, long room, long told, String what) {
    String wrong = null;
    byte[] descriptor = {};
    if (told < 0 || told > room) {
      wrong = "a descriptor of " + told + " bytes in a buffer of " + room;
    } else if (told > 0) {
      descriptor = frame.bytes(buffer, told);
      try {
        SecurityDescriptor.parse(descriptor);
      } catch (IllegalArgumentException e) {
        wrong = e.getMessage();
      }
    }
    if (wrong != null) {
      frame.fileSystem().violations().report(Invariant.SECURITY, wrong + ": " + what);
    }
    return wrong == null ? descriptor : new byte[0];
  }

  private synchronized boolean isDue() {
    return fileSystem.settings().probes() && calls++ % PROBED_ONE_IN == 0;
  }

  /** Asks for a descriptor by name with all the awkward sizes. */
  void probeByName(Frame frame, String name, byte[] known) {
    if (known.length == 0 || !isDue()) {
      return;
    }
    for (int room : awkwardSizes(known.length)) {
      SecurityByName answer = SecurityByName.ask(frame, name, room);
      boolean fits = room >= known.length;
      boolean right =
          fits
              ? answer.status() == NtStatus.STATUS_SUCCESS
                  && Arrays.equals(answer.descriptor(), known)
              : answer.status() == NtStatus.STATUS_BUFFER_OVERFLOW
                  && answer.attributes() == known.length;
      if (!right && Arrays.equals(SecurityByName.ask(frame, name).descriptor(), known)) {
        report("GetSecurityByName", room, known.length, answer.status(), answer.attributes());
      }
    }
  }

  /** Asks for a descriptor by context with all the awkward sizes. */
  void probe(Frame frame, long context, byte[] known) {
    if (known.length == 0 || !isDue()) {
      return;
    }
    for (int room : awkwardSizes(known.length)) {
      long size = frame.zeroed(JAVA_LONG.byteSize());
      Pointer.MEMORY.set(JAVA_LONG, size, room);
      long buffer = frame.poisoned(room);
      int status = frame.call(InterfaceSlot.GetSecurity, context, buffer, size);
      long told = Pointer.MEMORY.get(JAVA_LONG, size);
      boolean fits = room >= known.length;
      boolean right =
          told == known.length
              && (fits
                  ? status == NtStatus.STATUS_SUCCESS
                      && Arrays.equals(frame.bytes(buffer, told), known)
                  : status == NtStatus.STATUS_BUFFER_OVERFLOW);
      if (!right) {
        report("GetSecurity", room, known.length, status, told);
      }
    }
  }

  private static int[] awkwardSizes(int exact) {
    return new int[] {
      0, exact - 1, exact, exact + 1, DLL_SIZE - 1, DLL_SIZE, DLL_SIZE + 1, LARGEST_SIZE
    };
  }

  private void report(String callback, int room, int exact, int status, long told) {
    fileSystem
        .violations()
        .report(
            Invariant.SECURITY,
            String.format(
                "%s with %d bytes for a descriptor of %d answers 0x%08X and %d",
                callback, room, exact, status, told));
  }

  /** The root has to have something to inherit, or its makers cannot open their files again. */
  void checkRoot(byte[] descriptor) {
    List<Ace> dacl = descriptor.length == 0 ? null : SecurityDescriptor.parse(descriptor).dacl();
    if (dacl == null || dacl.isEmpty()) {
      return;
    }
    boolean toFiles = dacl.stream().anyMatch(ace -> ace.has(Ace.OBJECT_INHERIT));
    boolean toDirectories = dacl.stream().anyMatch(ace -> ace.has(Ace.CONTAINER_INHERIT));
    if (!toFiles || !toDirectories) {
      fileSystem
          .violations()
          .report(Invariant.SECURITY, "nothing is inherited from the root's descriptor");
    }
  }

  /** A file was made with this descriptor: it has to have it now. */
  void checkNew(Frame frame, String name, byte @Nullable [] given) {
    if (given == null || !fileSystem.settings().probes()) {
      return;
    }
    SecurityByName found = SecurityByName.ask(frame, name);
    boolean same =
        found.descriptor().length > 0
            && SecurityDescriptor.parse(found.descriptor()).equals(SecurityDescriptor.parse(given));
    if (found.status() == NtStatus.STATUS_SUCCESS && !same) {
      fileSystem
          .violations()
          .report(Invariant.SECURITY, name + " was made with another descriptor than it was given");
    }
  }
}
