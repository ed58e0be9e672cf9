// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.Arrays;

/** Compares what user mode reads and writes with what programs have written. */
final class DataCheck {
  private final ModelVolume model;

  DataCheck(ModelVolume model) {
    this.model = model;
  }

  /** What a program has read, with the node held. */
  void read(FileObject file, long offset, byte[] bytes, int asked, String how) {
    ModelFile known = file.model;
    if (model.outsideChanges() || !file.model.isCertain()) {
      return;
    }
    int expected = (int) Math.max(0, Math.min(asked, known.size() - offset));
    if (bytes.length != expected) {
      throw new InvariantViolation(
          rule(known),
          how
              + " of "
              + file
              + " at "
              + offset
              + " gave "
              + bytes.length
              + " bytes, not "
              + expected);
    }
    compare(file, offset, bytes, expected, how);
  }

  /** What the cache manager has read; what it has written itself is in user mode by then. */
  void pagingRead(FileObject file, long offset, int asked, Response response) {
    ModelFile known = file.model;
    if (model.outsideChanges() || !file.model.isCertain()) {
      return;
    }
    int expected = (int) Math.max(0, Math.min(asked, known.size() - offset));
    counted(file, "paging Read", offset, expected, response);
    compare(file, offset, response.payload(), expected, "paging Read");
  }

  /** What a non-cached read was answered. */
  void counted(FileObject file, String how, long offset, int expected, Response response) {
    int status = expected == 0 ? NtStatus.STATUS_END_OF_FILE : NtStatus.STATUS_SUCCESS;
    if (response.status() == NtStatus.STATUS_CANCELLED) {
      return;
    }
    if (response.status() != status) {
      boolean atEnd = expected == 0 && response.succeeded();
      throw new InvariantViolation(
          atEnd ? Invariant.STATUS : rule(file.model),
          String.format(
              "%s of %s at %d, size %d, answered 0x%08X",
              how, file, offset, file.model.size(), response.status()));
    }
    if (expected != 0 && response.information() != expected) {
      throw new InvariantViolation(
          rule(file.model),
          how
              + " of "
              + file
              + " at "
              + offset
              + " gave "
              + response.information()
              + " bytes, not "
              + expected);
    }
  }

  private void compare(FileObject file, long offset, byte[] bytes, int count, String how) {
    ModelFile known = file.model;
    if (!known.contentKnown() || count == 0) {
      return;
    }
    int difference = Arrays.mismatch(known.read(offset, count), 0, count, bytes, 0, count);
    if (difference >= 0) {
      throw new InvariantViolation(
          rule(known),
          how
              + " of "
              + file
              + " at "
              + offset
              + ": byte "
              + (offset + difference)
              + " is not what was written");
    }
  }

  /** A paging write takes what lies before the end. */
  void pagingWrite(FileObject file, long offset, int length, Response response) {
    if (model.outsideChanges() || !file.model.isCertain()) {
      return;
    }
    int expected = (int) Math.max(0, Math.min(length, file.model.size() - offset));
    if (response.information() != expected) {
      throw new InvariantViolation(
          rule(file.model),
          "A paging write of "
              + file
              + " at "
              + offset
              + " took "
              + response.information()
              + " bytes, not "
              + expected);
    }
  }

  private static Invariant rule(ModelFile file) {
    return file.unlinked ? Invariant.LIFE_CYCLE : Invariant.DATA;
  }
}
