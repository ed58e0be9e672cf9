// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinNt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The names that a volume must have after all that programs did to it. What was there before is
 * adopted as it is found.
 */
final class ModelVolume {
  private final VolumeTraits traits;
  private final ModelFile root = new ModelFile(null, null, "", true);
  private final Map<Long, ModelFile> byIndex = new HashMap<>();
  private volatile boolean outsideChanges;

  ModelVolume(VolumeTraits traits) {
    this.traits = traits;
    root.attributes = WinNt.FILE_ATTRIBUTE_DIRECTORY;
  }

  /** Others change the volume too: names, sizes and bytes cannot be known any more. */
  void expectOutsideChanges() {
    outsideChanges = true;
  }

  boolean outsideChanges() {
    return outsideChanges;
  }

  ModelFile root() {
    return root;
  }

  /** What is called so, or null. */
  synchronized @Nullable ModelFile find(String name) {
    ModelFile file = root;
    String main = FileName.main(name);
    if (!FileName.isRoot(main)) {
      for (String component : main.substring(1).split("\\\\", -1)) {
        ModelFile child = file.children.get(traits.fold(component));
        if (child == null) {
          return null;
        }
        file = child;
      }
    }
    int stream = FileName.streamStart(name);
    return stream == 0 ? file : file.streams.get(traits.fold(name.substring(stream + 1)));
  }

  /**
   * A Create was answered.
   *
   * @param alone whether nothing else can have happened meanwhile
   * @return the file, or null if a delete came between
   */
  synchronized @Nullable ModelFile opened(
      String name, FileInformation info, boolean created, BooleanSupplier alone) {
    ModelFile found = find(name);
    ModelFile file = outsideChanges ? openedAnyhow(name, found, info, created) : found;
    if (!outsideChanges) {
      String wrong = wrongName(name, found, info, created, alone);
      if (wrong != null) {
        if (alone.getAsBoolean()) {
          throw new InvariantViolation(Invariant.LIFE_CYCLE, wrong);
        }
        return null;
      }
      boolean replaced =
          found != null
              && found.index != info.indexNumber()
              && ((created && found.unlinking) || found.uncertain);
      if (found == null || replaced) {
        if (found != null) {
          found.unlinked = true;
        }
        file = adriftOrNew(name, info, created);
        boolean late = !created || file.isStream() || byIndex.containsKey(info.indexNumber());
        file.uncertain = late && !alone.getAsBoolean();
      } else if (alone.getAsBoolean() && !found.isStream()) {
        found.uncertain = false;
      }
    }
    ModelFile known = file == null ? root : file;
    learnIndex(known, info.indexNumber(), name);
    known.opens++;
    ModelFile main = known.main;
    if (main != null) {
      main.hadStreams = true;
    }
    return known;
  }

  /** Why no file can be called so and be what was answered, unless the answer comes late. */
  private @Nullable String wrongName(
      String name,
      @Nullable ModelFile found,
      FileInformation info,
      boolean created,
      BooleanSupplier alone) {
    long index = info.indexNumber();
    boolean stream = FileName.streamStart(name) != 0;
    ModelFile other = stream ? null : byIndex.get(index);
    if (other != null && other.unlinked && other.opens > 0 && !other.uncertain) {
      return name + " was opened as the file with IndexNumber " + index + ", which is deleted";
    }
    if (found == null) {
      ModelFile parent = find(stream ? FileName.main(name) : FileName.parent(name));
      boolean unmade =
          !created && parent != null && parent.complete && !stream && alone.getAsBoolean();
      return unmade || (stream && parent == null)
          ? name + " was opened, but nobody has made it, or it was deleted"
          : null;
    }
    boolean differs = found.index != 0 && found.index != index;
    return differs && !(created && found.unlinking) && !found.uncertain
        ? name + " has IndexNumber " + found.index + " and was opened with " + index
        : null;
  }

  private ModelFile openedAnyhow(
      String name, @Nullable ModelFile found, FileInformation info, boolean created) {
    boolean same =
        found != null
            && found.directory == info.isDirectory()
            && (found.index == 0 || found.index == info.indexNumber());
    return found != null && same ? found : add(name, info, created);
  }

  /** A file whose place was not certain turns up again. */
  private ModelFile adriftOrNew(String name, FileInformation info, boolean created) {
    boolean stream = FileName.streamStart(name) != 0;
    ModelFile other = stream || created ? null : byIndex.get(info.indexNumber());
    if (other == null || !isAdrift(other)) {
      return add(name, info, created);
    }
    ModelFile parent = parentOf(name);
    other.unlinked = false;
    other.parent = parent;
    other.name = FileName.last(name);
    parent.children.put(traits.fold(other.name), other);
    return other;
  }

  private static boolean isAdrift(ModelFile file) {
    for (ModelFile up = file; up != null; up = up.parent) {
      if (up.uncertain) {
        return true;
      }
    }
    return false;
  }

  private ModelFile add(String name, FileInformation info, boolean created) {
    ModelFile file = add(name, info.isDirectory());
    file.attributes = info.attributes() & ModelFile.ATTRIBUTES;
    if (created) {
      file.complete = true;
      file.setSize(0);
    } else {
      file.adopted(info.fileSize());
    }
    return file;
  }

  private void learnIndex(ModelFile file, long index, String name) {
    if (file.isStream()) {
      file.index = index;
      return;
    }
    ModelFile other = byIndex.putIfAbsent(index, file);
    if (other != null && other != file) {
      if (!outsideChanges && !isAdrift(other) && !(other.unlinked && other.opens == 0)) {
        throw new InvariantViolation(
            Invariant.FILE_INFO, name + " and " + other.path() + " both have IndexNumber " + index);
      }
      byIndex.put(index, file);
    }
    file.index = index;
  }

  private ModelFile parentOf(String name) {
    return FileName.streamStart(name) != 0
        ? adopt(FileName.main(name), false)
        : adopt(FileName.parent(name), true);
  }

  private ModelFile adopt(String name, boolean directory) {
    ModelFile known = find(name);
    return known == null ? add(name, directory) : known;
  }

  private ModelFile add(String name, boolean directory) {
    int stream = FileName.streamStart(name);
    ModelFile above = parentOf(name);
    ModelFile file;
    if (stream != 0) {
      String bare = name.substring(stream + 1);
      file = new ModelFile(null, above, bare, false);
      above.streams.put(traits.fold(bare), file);
    } else {
      file = new ModelFile(above, null, FileName.last(name), directory);
      above.children.put(traits.fold(file.name), file);
    }
    return file;
  }

  /** An entry of a complete listing of a directory that was there before the mount. */
  synchronized void adoptChild(ModelFile directory, DirectoryEntry entry) {
    String key = traits.fold(entry.name());
    if (!directory.children.containsKey(key)) {
      ModelFile child = new ModelFile(directory, null, entry.name(), entry.info().isDirectory());
      child.adopted(entry.info().fileSize());
      child.attributes = entry.info().attributes() & ModelFile.ATTRIBUTES;
      directory.children.put(key, child);
    }
  }

  synchronized void unlinking(ModelFile file, boolean now) {
    file.unlinking = now;
  }

  /** The file has lost its name. */
  synchronized void unlink(ModelFile file) {
    file.unlinked = true;
    ModelFile main = file.main;
    ModelFile parent = file.parent;
    if (main != null) {
      main.streams.remove(traits.fold(file.name), file);
    } else if (parent != null) {
      parent.children.remove(traits.fold(file.name), file);
    }
    forgetIfGone(file);
  }

  /** A file object was closed. */
  synchronized void closed(ModelFile file) {
    file.opens--;
    forgetIfGone(file);
  }

  /** Its index is remembered: an answer about it may be late. */
  private static void forgetIfGone(ModelFile file) {
    if (file.unlinked && file.opens == 0 && !file.uncertain) {
      file.adopted(0);
    }
  }

  /** A Rename succeeded; what had the new name has lost it. */
  synchronized void rename(ModelFile file, String newName) {
    ModelFile replaced = find(newName);
    if (replaced != null && replaced != file) {
      unlink(replaced);
    }
    ModelFile from = file.parent;
    if (from != null) {
      from.children.remove(traits.fold(file.name), file);
    }
    ModelFile to = adopt(FileName.parent(newName), true);
    file.parent = to;
    file.name = FileName.last(newName);
    to.children.put(traits.fold(file.name), file);
  }

  /** An overwritten file has lost its streams; whether also those that are open is not said. */
  synchronized void dropStreams(ModelFile file) {
    file.streams.values().removeIf(stream -> stream.opens == 0);
    file.streams.values().forEach(stream -> stream.uncertain = true);
  }

  /** A directory was to be deleted while others may have made something in it. */
  synchronized void perhapsUnlink(ModelFile file) {
    file.uncertain = true;
    file.unlinking = false;
    ModelFile parent = file.parent;
    if (parent != null) {
      parent.complete = false;
    }
    unlink(file);
  }

  /** The names in a directory. */
  synchronized List<String> names(ModelFile directory) {
    List<String> names = new ArrayList<>();
    directory.children.values().forEach(child -> names.add(child.name));
    return names;
  }

  synchronized @Nullable ModelFile child(ModelFile directory, String name) {
    return directory.children.get(traits.fold(name));
  }

  /** A copy of a directory's children, by folded name. */
  synchronized Map<String, ModelFile> children(ModelFile directory) {
    return new TreeMap<>(directory.children);
  }

  /** The bytes that the files below a directory cannot do without. */
  synchronized long held(ModelFile directory) {
    long held = directory.held();
    for (ModelFile child : directory.children.values()) {
      held += held(child);
    }
    return held;
  }

  /** Whether no program has left anything in the volume. */
  synchronized boolean isEmpty() {
    return root.complete && root.children.isEmpty();
  }
}
