// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks a whole volume that nobody else uses, and compares it with the model. */
final class VolumeCheck {
  private static final int BUFFER = 65536;
  private static final int READING =
      FileAccess.FILE_READ_DATA | FileAccess.FILE_READ_ATTRIBUTES | FileAccess.SYNCHRONIZE;

  private final FsdVolume volume;
  private long freeWhenEmpty = -1;

  VolumeCheck(FsdVolume volume) {
    this.volume = volume;
  }

  /** Takes a directory for what it is, as somebody else has filled it. */
  void learn(String directory) {
    FileObject file = open(directory, WinNt.FILE_DIRECTORY_FILE);
    if (file == null) {
      return;
    }
    try {
      for (DirectoryEntry entry : entries(file)) {
        volume.model.adoptChild(file.model, entry);
      }
      file.model.complete = true;
    } finally {
      volume.cleanups.cleanup(file);
    }
    if (volume.model.isEmpty()) {
      freeWhenEmpty = volume.volumeInfo.query().freeSize();
    }
  }

  void verify() {
    for (FsdNode node : volume.nodes.all()) {
      cachedInfo(node);
    }
    directory("\\", volume.model.root());
    freeSpace();
  }

  private void cachedInfo(FsdNode node) {
    List<FileObject> files;
    synchronized (volume.nodes) {
      files = List.copyOf(node.fileObjects());
    }
    FileInformation kept = node.cachedInfo(volume.clock.millis());
    if (kept == null || files.isEmpty() || volume.model.outsideChanges()) {
      return;
    }
    FileObject file = files.getFirst();
    try (var _ = node.lock.exclusive("verify")) {
      volume.infoCheck.cached(file, kept);
      FileInformation truth = volume.infoCheck.ask(file);
      if (truth == null || node.directory || file.model.isStream()) {
        return;
      }
      boolean same =
          kept.fileSize() == truth.fileSize()
              && kept.reparseTag() == truth.reparseTag()
              && kept.eaSize() == truth.eaSize()
              && kept.creationTime() == truth.creationTime();
      boolean timesToo =
          node.isBasicInfoStale()
              || !file.model.streams.isEmpty()
              || (kept.lastWriteTime() == truth.lastWriteTime()
                  && kept.attributes() == truth.attributes());
      if (!same || !timesToo) {
        throw new InvariantViolation(
            Invariant.CACHED_FILE_INFO,
            "The driver keeps " + kept + " of " + file + " but GetFileInfo says " + truth);
      }
    }
  }

  private void directory(String path, ModelFile model) {
    FileObject file = open(path, WinNt.FILE_DIRECTORY_FILE | WinNt.FILE_OPEN_REPARSE_POINT);
    if (file == null) {
      return;
    }
    List<DirectoryEntry> entries;
    try {
      entries = entries(file);
      compareNames(file, entries);
    } finally {
      volume.cleanups.cleanup(file);
    }
    for (DirectoryEntry entry : entries) {
      String child = FileName.child(path, entry.name());
      boolean link = entry.info().has(WinNt.FILE_ATTRIBUTE_REPARSE_POINT);
      ModelFile known = volume.model.child(model, entry.name());
      if (known == null || link) {
        continue;
      }
      if (entry.info().isDirectory()) {
        directory(child, known);
      } else {
        file(child, entry);
        streams(child, known);
      }
    }
  }

  private void streams(String path, ModelFile model) {
    for (ModelFile stream : List.copyOf(model.streams.values())) {
      if (stream.uncertain) {
        continue;
      }
      FileObject file = open(path + ":" + stream.name, 0);
      if (file != null) {
        try {
          content(file);
        } finally {
          volume.cleanups.cleanup(file);
        }
      }
    }
  }

  private void compareNames(FileObject file, List<DirectoryEntry> entries) {
    if (volume.model.outsideChanges()) {
      return;
    }
    if (!file.model.complete) {
      entries.forEach(entry -> volume.model.adoptChild(file.model, entry));
      file.model.complete = true;
    }
    Set<String> found = new HashSet<>();
    entries.forEach(entry -> found.add(entry.name()));
    for (ModelFile child : volume.model.children(file.model).values()) {
      if (child.uncertain && !found.contains(child.name)) {
        volume.model.unlink(child);
      }
    }
    Set<String> expected = new HashSet<>(volume.model.names(file.model));
    if (!found.equals(expected)) {
      throw new InvariantViolation(
          Invariant.LISTING,
          "The listing of " + file + " is " + found + " but programs left " + expected);
    }
  }

  /** What the listing says of a file is what the file says of itself; its bytes are right. */
  private void file(String path, DirectoryEntry entry) {
    FileObject file = open(path, WinNt.FILE_NO_INTERMEDIATE_BUFFERING);
    if (file == null) {
      return;
    }
    try {
      FileInformation info = volume.infoCheck.ask(file);
      if (info != null && !volume.model.outsideChanges() && !info.equals(entry.info())) {
        throw new InvariantViolation(
            Invariant.LISTING, "The listing has " + entry + " but GetFileInfo says " + info);
      }
      content(file);
    } finally {
      volume.cleanups.cleanup(file);
    }
  }

  private void content(FileObject file) {
    if (volume.model.outsideChanges()) {
      return;
    }
    if (!file.model.contentKnown()) {
      file.model.adopted(all(file));
      return;
    }
    all(file);
  }

  /** Reading compares. */
  private byte[] all(FileObject file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      byte[] part = volume.data.read(file, bytes.size(), BUFFER);
      bytes.writeBytes(part);
      if (part.length < BUFFER) {
        return bytes.toByteArray();
      }
    }
  }

  private List<DirectoryEntry> entries(FileObject file) {
    List<DirectoryEntry> entries = new ArrayList<>();
    volume.listingCache.remove(file.node);
    try {
      while (true) {
        List<DirectoryEntry> part = volume.directories.query(file, null, false, false, BUFFER);
        if (part.isEmpty()) {
          break;
        }
        entries.addAll(part);
      }
    } catch (NtStatusException e) {
      if (e.status() != NtStatus.STATUS_NO_SUCH_FILE) {
        throw e;
      }
    }
    entries.removeIf(entry -> entry.name().equals(".") || entry.name().equals(".."));
    return entries;
  }

  /** Free is what is not promised: all of it, when nothing is left. */
  private void freeSpace() {
    volume.volumeInfo.invalidate();
    VolumeInformation info = volume.volumeInfo.query();
    long held = volume.model.held(volume.model.root());
    if (!volume.model.outsideChanges() && info.totalSize() - info.freeSize() < held) {
      throw new InvariantViolation(
          Invariant.CAPACITY,
          "The files hold "
              + held
              + " bytes, but GetVolumeInfo says that "
              + info.freeSize()
              + " of "
              + info.totalSize()
              + " are free");
    }
    boolean empty = volume.model.isEmpty() && volume.nodes.fileObjects().size() <= 1;
    if (empty
        && freeWhenEmpty >= 0
        && !volume.model.outsideChanges()
        && info.freeSize() != freeWhenEmpty) {
      throw new InvariantViolation(
          Invariant.CAPACITY,
          "Everything is deleted and closed, but "
              + info.freeSize()
              + " bytes are free, not "
              + freeWhenEmpty);
    }
  }

  private @Nullable FileObject open(String path, int options) {
    try {
      return volume.creates.create(
          CreateArguments.open(
              path, READING, FileAccess.FILE_SHARE_ALL, options, CreateRequests.KERNEL));
    } catch (NtStatusException e) {
      if (e.status() == NtStatus.STATUS_DELETE_PENDING || e.status() == NtStatus.STATUS_CANCELLED) {
        return null;
      }
      throw new InvariantViolation(
          Invariant.STATUS, "The kernel cannot open " + path + ": " + e.getMessage(), e);
    }
  }
}
