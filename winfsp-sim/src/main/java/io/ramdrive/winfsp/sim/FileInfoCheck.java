// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares what callbacks say about a file with what user mode says when it is asked again, and
 * with the model.
 */
final class FileInfoCheck {
  private final VolumeTraits traits;
  private final ModelVolume model;
  private final UserMode userMode;

  FileInfoCheck(VolumeTraits traits, ModelVolume model, UserMode userMode) {
    this.traits = traits;
    this.model = model;
    this.userMode = userMode;
  }

  /**
   * Asks user mode itself. The caller holds the node's lock.
   *
   * @return null if the volume is not served any more
   */
  @Nullable FileInformation ask(FileObject file) {
    Response response = userMode.call(new Request.QueryInformation(file.context));
    byte[] bytes = response.fileInfo();
    if (response.status() == NtStatus.STATUS_CANCELLED) {
      return null;
    }
    if (!response.succeeded() || bytes == null) {
      throw new InvariantViolation(
          Invariant.LIFE_CYCLE,
          String.format(
              "GetFileInfo of %s, which is open, answered 0x%08X", file, response.status()));
    }
    return FileInformation.of(bytes, 0);
  }

  /**
   * An operation on a file has succeeded. The caller holds the node exclusively, or nobody else can
   * have found it yet.
   *
   * @param answered the FileInfo of its answer, or null if it has none
   * @param alone whether no other system call has run meanwhile
   */
  void succeeded(
      FileObject file, String operation, byte @Nullable [] answered, BooleanSupplier alone) {
    if (answered != null) {
      shape(file, operation, FileInformation.of(answered, 0));
    }
    if (model.outsideChanges()) {
      return;
    }
    FileInformation fresh = ask(file);
    if (fresh == null) {
      return;
    }
    shape(file, "GetFileInfo after " + operation, fresh);
    if (answered != null) {
      same(file, operation, FileInformation.of(answered, 0), fresh, alone);
    }
    expected(file, operation, fresh, alone);
    file.model.truth = fresh;
  }

  /** A query has been answered; the caller holds the node shared. */
  void queried(FileObject file, FileInformation answered) {
    shape(file, "GetFileInfo", answered);
    if (!model.outsideChanges()) {
      expected(file, "GetFileInfo", answered, () -> false);
    }
  }

  /** What the driver keeps is the truth; the caller holds the node. */
  void cached(FileObject file, FileInformation kept) {
    ModelFile known = file.model;
    if (model.outsideChanges() || known.directory || !known.isCertain()) {
      return;
    }
    boolean same = kept.fileSize() == known.size();
    int followed = ModelFile.ATTRIBUTES;
    if (file.node.isBasicInfoStale()) {
      followed &= ~WinNt.FILE_ATTRIBUTE_ARCHIVE;
    }
    if (!isShared(known) && known.attributes != ModelFile.UNKNOWN) {
      same &= (kept.attributes() & followed) == (known.attributes & followed);
    }
    if (!same) {
      throw new InvariantViolation(
          Invariant.CACHED_FILE_INFO,
          String.format(
              "The driver keeps %s of %s, but FileSize is %d and FileAttributes 0x%x",
              kept, file, known.size(), known.attributes));
    }
  }

  /** An operation has failed, so the file is what it was; the caller holds the node exclusively. */
  void failed(FileObject file, String operation, int status) {
    FileInformation before = file.model.truth;
    if (before == null
        || model.outsideChanges()
        || file.node.directory
        || !file.model.isCertain()) {
      return;
    }
    FileInformation now = ask(file);
    if (now == null) {
      return;
    }
    String what = String.format("%s of %s failed (0x%08X) but changed ", operation, file, status);
    if (now.fileSize() != before.fileSize()) {
      throw new InvariantViolation(
          Invariant.FAILURE, what + "FileSize: " + before.fileSize() + " → " + now.fileSize());
    }
    if (now.attributes() != before.attributes()) {
      throw new InvariantViolation(Invariant.FAILURE, what + "FileAttributes");
    }
    if (now.creationTime() != before.creationTime() || now.eaSize() != before.eaSize()) {
      throw new InvariantViolation(Invariant.FAILURE, what + "CreationTime or EaSize");
    }
  }

  /** What is true of any FileInfo. */
  void shape(FileObject file, String operation, FileInformation info) {
    String where = operation + " of " + file + " answered ";
    if (info.isDirectory() != file.node.directory) {
      throw new InvariantViolation(
          Invariant.FILE_INFO, where + "a wrong FILE_ATTRIBUTE_DIRECTORY: " + info);
    }
    boolean same =
        info.indexNumber() == file.node.indexNumber
            || file.model.isStream()
            || model.outsideChanges();
    if (info.indexNumber() == 0 || !same) {
      throw new InvariantViolation(
          Invariant.FILE_INFO,
          where + "IndexNumber " + info.indexNumber() + " instead of " + file.node.indexNumber);
    }
    sizes(where, info);
    boolean reparse = info.has(WinNt.FILE_ATTRIBUTE_REPARSE_POINT);
    if (reparse != (info.reparseTag() != 0)) {
      throw new InvariantViolation(
          Invariant.FILE_INFO,
          where + "a ReparseTag without the attribute, or the reverse: " + info);
    }
  }

  private void sizes(String where, FileInformation info) {
    if (info.fileSize() < 0
        || info.allocationSize() < info.fileSize()
        || info.allocationSize() % traits.allocationUnit() != 0) {
      throw new InvariantViolation(
          Invariant.FILE_INFO,
          where
              + "AllocationSize "
              + info.allocationSize()
              + " for FileSize "
              + info.fileSize()
              + " in units of "
              + traits.allocationUnit());
    }
  }

  private static void same(
      FileObject file,
      String operation,
      FileInformation answered,
      FileInformation fresh,
      BooleanSupplier alone) {
    boolean same =
        alone.getAsBoolean()
            ? answered.equals(fresh)
            : file.node.directory
                || !file.model.isCertain()
                || (answered.fileSize() == fresh.fileSize()
                    && (isShared(file.model)
                        || (answered.creationTime() == fresh.creationTime()
                            && answered.eaSize() == fresh.eaSize())));
    if (!same) {
      throw new InvariantViolation(
          Invariant.FILE_INFO,
          operation + " of " + file + " answered " + answered + " but GetFileInfo says " + fresh);
    }
  }

  /** Whether other nodes can change its attributes and times: those of its streams. */
  private static boolean isShared(ModelFile file) {
    return file.isStream() || file.hadStreams;
  }

  /** What it was when it was found may be long past. */
  private static void relearn(ModelFile known, FileInformation info) {
    if (info.fileSize() != known.size()) {
      known.adopted(info.fileSize());
    }
    known.attributes = ModelFile.UNKNOWN;
    known.creationTime = 0;
  }

  private static void expected(
      FileObject file, String operation, FileInformation info, BooleanSupplier alone) {
    ModelFile known = file.model;
    if (!known.isCertain()) {
      return;
    }
    if (known.uncertain) {
      relearn(known, info);
    }
    if (!known.directory && info.fileSize() != known.size()) {
      throw new InvariantViolation(
          known.unlinked ? Invariant.LIFE_CYCLE : Invariant.FILE_INFO,
          operation + " of " + file + ": FileSize " + info.fileSize() + ", not " + known.size());
    }
    if (known.isStream()) {
      return;
    }
    boolean shared = known.hadStreams && !alone.getAsBoolean();
    if (known.attributes == ModelFile.UNKNOWN || shared) {
      known.attributes = info.attributes() & ModelFile.ATTRIBUTES;
    }
    if ((info.attributes() & ModelFile.ATTRIBUTES) != known.attributes) {
      throw new InvariantViolation(
          Invariant.FILE_INFO,
          String.format(
              "%s of %s: FileAttributes 0x%x, not 0x%x",
              operation, file, info.attributes(), known.attributes));
    }
    if (known.creationTime == 0 || shared) {
      known.creationTime = info.creationTime();
    } else if (known.creationTime != info.creationTime()) {
      throw new InvariantViolation(
          Invariant.FILE_INFO,
          operation
              + " of "
              + file
              + ": CreationTime "
              + info.creationTime()
              + ", not "
              + known.creationTime);
    }
  }
}
