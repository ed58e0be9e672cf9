// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_DIRECT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares all that is on the drive with all that must be, after the threads have ended. */
final class ChaosVerifier {
  private final RootedCalls calls;
  private final ChaosTree tree;

  ChaosVerifier(RootedCalls calls, ChaosTree tree) {
    this.calls = calls;
    this.tree = tree;
  }

  /** Compares names, attributes and every byte; the number of names. */
  int verify() {
    int count = 0;
    for (ChaosDirectory directory : tree.directories()) {
      List<String> expected = new ArrayList<>(List.of(".", ".."));
      for (ChaosName name : directory.names()) {
        ChaosFile file = name.file;
        if (file != null) {
          expected.add(name.name());
          verify(name.path(), file);
          count++;
        }
      }
      verifyListing(directory.path(), expected);
    }
    return count;
  }

  private void verifyListing(String path, List<String> expected) {
    List<DirectoryEntry> entries = new ArrayList<>();
    DirectoryEntry.list(calls, path, entries);
    List<String> listed = entries.stream().map(DirectoryEntry::name).sorted().toList();
    if (!listed.equals(expected.stream().sorted().toList())) {
      throw new AssertionError(path + " holds " + listed + " instead of " + expected);
    }
  }

  private void verify(String path, ChaosFile file) {
    for (int stat : new int[] {0, LinuxFlags.AT_STATX_FORCE_SYNC}) {
      file.checkThat(calls.statPath(path, stat) == 0, path, "statx failed at the end");
      Stat told = calls.stat();
      file.checkThat(
          told.size() == file.size && told.links() == file.links && told.permissions() == file.mode,
          path,
          "at the end, statx told",
          told);
    }
    for (int flags : new int[] {O_RDONLY, O_RDONLY | O_DIRECT}) {
      int fd = (int) calls.open(path, flags, 0);
      file.checkThat(fd >= 0, path, "open failed at the end");
      long read = calls.pread(fd, 0, ChaosFile.LARGEST + 1);
      file.check("at the end, " + path, 0, ChaosFile.LARGEST + 1, read, calls.data());
      calls.close(fd);
    }
    List<String> names = calls.attributes(path);
    file.checkThat(
        names.equals(List.copyOf(file.xattrs.keySet())), path, "has the attributes", names);
    file.xattrs.forEach(
        (name, value) -> {
          long length = calls.getxattr(path, name, RootedCalls.DATA_BYTES);
          file.checkThat(
              length == value.length && Arrays.equals(value, calls.bytes(length)),
              path,
              "another value for",
              name);
        });
  }
}
