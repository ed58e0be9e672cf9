// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.ByteSize;
import io.ramdrive.HostMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a Linux machine offers a drive. */
final class Doctor {
  /** CAP_SYS_ADMIN of linux/capability.h, as a bit of CapEff in proc_pid_status(5). */
  private static final long CAP_SYS_ADMIN = 1L << 21;

  /** Pages per request with which a request carries 1 MiB. */
  private static final int WANTED_MAX_PAGES = 256;

  private static final long LITTLE_MEMORY = 256L << 20;

  private final Machine machine;
  private final Runtime.Version java;
  private final HostMemory memory;

  Doctor(Machine machine, Runtime.Version java, HostMemory memory) {
    this.machine = machine;
    this.java = java;
    this.memory = memory;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(device());
    findings.add(mountRight());
    findings.add(kernel());
    findings.add(jdk());
    findings.add(memory());
    findings.add(allowOther());
    findings.add(userNamespaces());
    findings.add(requestSize());
    findings.add(ring());
    return findings;
  }

  private Finding device() {
    String name = "/dev/fuse";
    try (FileChannel device =
        FileChannel.open(machine.file(name), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return device.isOpen()
          ? Finding.ok(name, "can be opened")
          : Finding.missing(name, "closed at once", "Look at the kernel's log (dmesg).");
    } catch (NoSuchFileException e) {
      return Finding.missing(
          name,
          "does not exist",
          "Run 'modprobe fuse' as root; start a container with '--device /dev/fuse'.");
    } catch (IOException e) {
      return Finding.missing(
          name,
          "cannot be opened (" + reason(e) + ")",
          "Run as root, or let everybody use it: 'chmod 666 /dev/fuse' as root; in a container,"
              + " allow the device.");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = String.valueOf(e.getMessage());
    return message.substring(message.indexOf(": ") + 1).strip();
  }

  private Finding mountRight() {
    String name = "right to mount";
    if (isAdministrator()) {
      return Finding.ok(name, "this process may mount by itself");
    }
    Optional<Path> fusermount = machine.program("fusermount3");
    if (fusermount.isEmpty()) {
      return Finding.missing(
          name,
          "this user may not mount, and there is no fusermount3",
          "Install the package fuse3, or run as root, or inside 'unshare -Urm'.");
    }
    return isSetuid(fusermount.get())
        ? Finding.ok(name, "through " + fusermount.get())
        : Finding.missing(
            name,
            fusermount.get() + " is not setuid root",
            "Run 'chown root "
                + fusermount.get()
                + " && chmod u+s "
                + fusermount.get()
                + "' as root.");
  }

  private boolean isAdministrator() {
    for (String line : machine.text("/proc/self/status").orElse("").lines().toList()) {
      if (line.startsWith("CapEff:")) {
        long capabilities = Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16);
        return (capabilities & CAP_SYS_ADMIN) != 0;
      }
    }
    return false;
  }

  private static boolean isSetuid(Path program) {
    try {
      return ((int) Files.getAttribute(program, "unix:mode") & 04000) != 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Finding kernel() {
    String name = "kernel";
    String release = machine.text("/proc/sys/kernel/osrelease").orElse("");
    Optional<KernelVersion> version = KernelVersion.parse(release);
    if (version.isEmpty()) {
      return Finding.missing(name, "'" + release + "' is not Linux", "Use Linux 5.4 or newer.");
    }
    if (!version.get().isAtLeast(KernelVersion.OLDEST)) {
      return Finding.missing(name, "Linux " + release, "Use Linux 5.4 or newer.");
    }
    List<String> lacks = version.get().lacks();
    return lacks.isEmpty()
        ? Finding.ok(name, "Linux " + release)
        : Finding.optional(
            name, "Linux " + release, "A newer kernel has more: " + String.join(", ", lacks) + ".");
  }

  private Finding jdk() {
    return java.feature() >= 25
        ? Finding.ok("java", java.toString())
        : Finding.missing("java", java.toString(), "Install a JDK 25 or newer.");
  }

  private Finding memory() {
    String found =
        ByteSize.format(memory.available())
            + " available of "
            + ByteSize.format(memory.total())
            + ", "
            + ByteSize.format(memory.swap())
            + " of swap";
    return memory.available() >= LITTLE_MEMORY
        ? Finding.ok("memory", found)
        : Finding.optional("memory", found, "Keep the drive small, or end other programs.");
  }

  private Finding allowOther() {
    String name = "allow-other for users";
    for (String line : machine.text("/etc/fuse.conf").orElse("").lines().toList()) {
      if (line.strip().equals("user_allow_other")) {
        return Finding.ok(name, "allowed");
      }
    }
    return Finding.optional(
        name,
        "root only",
        "Put the line 'user_allow_other' into /etc/fuse.conf, should other users need to let"
            + " others in.");
  }

  private Finding userNamespaces() {
    String name = "user namespaces";
    boolean none = machine.text("/proc/sys/user/max_user_namespaces").orElse("0").equals("0");
    boolean forbidden =
        machine.text("/proc/sys/kernel/unprivileged_userns_clone").orElse("1").equals("0")
            || machine
                .text("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
                .orElse("0")
                .equals("1");
    if (!none && !forbidden) {
      return Finding.ok(name, "everybody can mount inside 'unshare -Urm'");
    }
    return Finding.optional(
        name,
        none ? "switched off" : "for root only",
        "Only needed to mount without root and without fusermount3.");
  }

  private Finding requestSize() {
    String name = "request size";
    String limit = machine.text("/proc/sys/fs/fuse/max_pages_limit").orElse("");
    if (limit.isEmpty()) {
      return Finding.ok(name, "1 MiB");
    }
    long pages = Long.parseLong(limit);
    String found = ByteSize.format(pages * 4096);
    return pages >= WANTED_MAX_PAGES
        ? Finding.ok(name, found)
        : Finding.optional(
            name, found, "As root: 'sysctl fs.fuse.max_pages_limit=256' makes large files faster.");
  }

  /** Whether a seccomp filter is in force: container engines forbid io_uring by default. */
  private boolean isFiltered() {
    return machine.text("/proc/self/status").orElse("").contains("\nSeccomp:\t2");
  }

  private Finding ring() {
    String name = "FUSE over io_uring";
    String parameter = "/sys/module/fuse/parameters/enable_uring";
    String state = machine.text(parameter).orElse("");
    if (state.isEmpty()) {
      return Finding.optional(
          name,
          "not in this kernel",
          "Only needed for speed: a kernel from 6.14 on has it, if built with"
              + " CONFIG_FUSE_IO_URING.");
    }
    if (!state.equals("Y")) {
      return Finding.optional(
          name,
          "switched off",
          "Requests are faster with it where several programs use a drive. As root, now:"
              + " 'echo Y > "
              + parameter
              + "'; for ever: the line 'options fuse enable_uring=1' in"
              + " /etc/modprobe.d/fuse.conf. New mounts then use it.");
    }
    String disabled = machine.text("/proc/sys/kernel/io_uring_disabled").orElse("0");
    boolean refused = disabled.equals("2") || (disabled.equals("1") && !isAdministrator());
    return refused
        ? Finding.optional(
            name,
            "switched on, but kernel.io_uring_disabled keeps io_uring from this user",
            "As root: 'sysctl kernel.io_uring_disabled=0', or put the user into the group"
                + " kernel.io_uring_group.")
        : Finding.ok(
            name,
            isFiltered()
                ? "switched on, if the seccomp filter of this container allows it"
                : "switched on");
  }
}
