// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinNt;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chunks of one listing: each name once, in one order, and at the end what the model
 * has.
 */
final class ListingCheck {
  /** By UTF-16 units, or by code points: which differ only behind U+D800. */
  private static final Comparator<String> BY_UNITS = Comparator.naturalOrder();

  private static final Comparator<String> BY_CODE_POINTS =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final FsdVolume volume;
  private final FileObject directory;
  private final Activity.Operation first;
  private final Set<String> seen = new HashSet<>();
  private @Nullable String last;
  private boolean unitsFit = true;
  private boolean codePointsFit = true;

  ListingCheck(FsdVolume volume, FileObject directory, Activity.Operation first) {
    this.volume = volume;
    this.directory = directory;
    this.first = first;
  }

  /** The next chunk of a listing of everything. */
  void chunk(DirectoryChunk chunk, Activity.Operation operation) {
    for (DirectoryEntry entry : chunk.entries()) {
      entry(entry, operation);
    }
    if (chunk.entries().isEmpty() && !chunk.ended() && !seen.isEmpty()) {
      throw violation("ends without the record that says so");
    }
    if (chunk.ended() && operation == first && operation.alone()) {
      complete();
    }
  }

  private void entry(DirectoryEntry entry, Activity.Operation operation) {
    String name = entry.name();
    String key = volume.traits.fold(name);
    if (!seen.add(key)) {
      throw violation("has " + name + " twice");
    }
    boolean dots = name.equals(".") || name.equals("..");
    if (dots && FileName.isRoot(directory.node.name())) {
      throw violation("of the root has " + name);
    }
    if (!dots) {
      inOrder(key);
    }
    FileInformation info = entry.info();
    if (info.indexNumber() == 0
        || info.allocationSize() < info.fileSize()
        || info.allocationSize() % volume.traits.allocationUnit() != 0) {
      throw violation("has a wrong FileInfo for " + name + ": " + info);
    }
    if (!dots && operation.alone()) {
      isTrue(entry, operation);
    }
  }

  private void inOrder(String key) {
    String before = last;
    last = key;
    if (before == null) {
      return;
    }
    unitsFit &= BY_UNITS.compare(before, key) < 0;
    codePointsFit &= BY_CODE_POINTS.compare(before, key) < 0;
    if (!unitsFit && !codePointsFit) {
      throw violation("is not sorted: " + before + " comes before " + key);
    }
  }

  /** An entry says what its file says. */
  private void isTrue(DirectoryEntry entry, Activity.Operation operation) {
    ModelFile child = volume.model.child(directory.model, entry.name());
    if (volume.model.outsideChanges() || child == null || child.unlinking) {
      return;
    }
    FileInformation info = entry.info();
    boolean same = info.isDirectory() == child.directory;
    same &= child.directory || info.fileSize() == child.size();
    same &= child.index == 0 || info.indexNumber() == child.index;
    same &=
        child.attributes == ModelFile.UNKNOWN
            || (info.attributes() & ModelFile.ATTRIBUTES) == child.attributes;
    if (!same && operation.alone()) {
      throw violation(
          String.format(
              "has %s, but FileSize is %d, FileAttributes 0x%x, IndexNumber %d",
              entry, child.size(), child.attributes, child.index));
    }
    if (!entry.name().equals(child.name) && operation.alone()) {
      throw violation("has " + entry.name() + ", which is called " + child.name);
    }
    boolean tagged = info.has(WinNt.FILE_ATTRIBUTE_REPARSE_POINT);
    if (tagged != (info.reparseTag() != 0)) {
      throw violation("has a ReparseTag without the attribute, or the reverse: " + entry);
    }
  }

  private void complete() {
    if (!FileName.isRoot(directory.node.name()) && !(seen.contains(".") && seen.contains(".."))) {
      throw violation("lacks . or ..");
    }
    if (volume.model.outsideChanges()) {
      return;
    }
    Map<String, ModelFile> children = volume.model.children(directory.model);
    for (ModelFile child : children.values()) {
      if (!child.unlinking
          && !child.uncertain
          && !seen.contains(volume.traits.fold(child.name))
          && first.alone()) {
        throw violation("lacks " + child.name);
      }
    }
    for (String name : seen) {
      boolean dots = name.equals(".") || name.equals("..");
      if (!dots && directory.model.complete && !children.containsKey(name) && first.alone()) {
        throw violation("has " + name + ", which is not there");
      }
    }
  }

  private InvariantViolation violation(String what) {
    return new InvariantViolation(Invariant.LISTING, "The listing of " + directory + " " + what);
  }
}
