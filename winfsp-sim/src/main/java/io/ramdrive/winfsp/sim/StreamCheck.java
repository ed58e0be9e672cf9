// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a list of streams must be: the main stream first, each name once, none missing. */
final class StreamCheck {
  private StreamCheck() {}

  static void check(FsdVolume volume, FileObject file, List<StreamEntry> streams) {
    Set<String> seen = new HashSet<>();
    for (StreamEntry stream : streams) {
      if (!seen.add(volume.traits.fold(stream.name()))) {
        throw violation(file, "has " + stream.name() + " twice");
      }
      if (stream.allocationSize() < stream.size()) {
        throw violation(file, "has an AllocationSize below the size: " + stream);
      }
    }
    if (!file.node.directory && (streams.isEmpty() || !streams.getFirst().name().isEmpty())) {
      throw violation(file, "does not begin with the main stream");
    }
    if (volume.model.outsideChanges() || file.model.isStream()) {
      return;
    }
    for (String name : List.copyOf(file.model.streams.keySet())) {
      ModelFile known = file.model.streams.get(name);
      if (known != null && !known.unlinking && !known.uncertain && !seen.contains(name)) {
        throw violation(file, "lacks " + known.name);
      }
    }
  }

  private static InvariantViolation violation(FileObject file, String what) {
    return new InvariantViolation(Invariant.LISTING, "The list of streams of " + file + " " + what);
  }
}
