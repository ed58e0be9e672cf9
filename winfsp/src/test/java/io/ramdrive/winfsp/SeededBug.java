// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.sim.Invariant.CACHED_FILE_INFO;
import static io.ramdrive.winfsp.sim.Invariant.CAPACITY;
import static io.ramdrive.winfsp.sim.Invariant.DATA;
import static io.ramdrive.winfsp.sim.Invariant.FAILURE;
import static io.ramdrive.winfsp.sim.Invariant.FILE_INFO;
import static io.ramdrive.winfsp.sim.Invariant.LIFE_CYCLE;
import static io.ramdrive.winfsp.sim.Invariant.LISTING;
import static io.ramdrive.winfsp.sim.Invariant.MEMORY;
import static io.ramdrive.winfsp.sim.Invariant.NOTIFY;
import static io.ramdrive.winfsp.sim.Invariant.SECURITY;
import static io.ramdrive.winfsp.sim.Invariant.STATUS;
import static io.ramdrive.winfsp.sim.Invariant.THREADING;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.sim.Invariant;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Bugs that a view could have, most of them once real, each with the rule that the simulator finds
 * broken first. {@code docs/windows.md} shows the same list.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
enum SeededBug {
  FLUSH_ZEROS(
      "Flush answers a FileInfo of zeros",
      FILE_INFO,
      Workouts::content,
      notFilled(InterfaceSlot.Flush)),
  GET_FILE_INFO_EMPTY(
      "GetFileInfo fills in nothing",
      FILE_INFO,
      Workouts::content,
      notFilled(InterfaceSlot.GetFileInfo)),
  OPEN_EMPTY("Open fills in nothing", FILE_INFO, Workouts::content, notFilled(InterfaceSlot.Open)),
  CREATE_EMPTY(
      "Create fills in nothing", FILE_INFO, Workouts::content, notFilled(InterfaceSlot.Create)),
  WRITE_EMPTY(
      "Write fills in nothing", FILE_INFO, Workouts::content, notFilled(InterfaceSlot.Write)),
  SET_FILE_SIZE_EMPTY(
      "SetFileSize fills in nothing",
      FILE_INFO,
      Workouts::content,
      notFilled(InterfaceSlot.SetFileSize)),
  SET_BASIC_INFO_EMPTY(
      "SetBasicInfo fills in nothing",
      FILE_INFO,
      Workouts::content,
      notFilled(InterfaceSlot.SetBasicInfo)),
  OVERWRITE_EMPTY(
      "Overwrite fills in nothing",
      FILE_INFO,
      Workouts::content,
      notFilled(InterfaceSlot.Overwrite)),
  STALE_SIZE(
      "Write and SetFileSize answer the FileInfo from before",
      FILE_INFO,
      Workouts::content,
      FileInfoBugs.Stale::new),
  BASIC_INFO_KEPT(
      "SetBasicInfo sets nothing", FILE_INFO, Workouts::content, OperationBugs.KeepsBasicInfo::new),
  INDEX_NUMBER_ZERO(
      "IndexNumber is 0",
      FILE_INFO,
      Workouts::content,
      view -> new FileInfoBugs.SameIndexNumber(view, 0)),
  INDEX_NUMBER_SHARED(
      "IndexNumber is the same for all files",
      FILE_INFO,
      Workouts::content,
      view -> new FileInfoBugs.SameIndexNumber(view, 7)),
  ALLOCATION_ZERO(
      "AllocationSize is 0", FILE_INFO, Workouts::content, FileInfoBugs.NoAllocation::new),
  NO_ARCHIVE(
      "new files have no ARCHIVE attribute",
      FILE_INFO,
      Workouts::content,
      FileInfoBugs.NoArchive::new),
  LISTING_UNSORTED(
      "a listing has no order", LISTING, Workouts::directories, ListingBugs.Unsorted::new),
  LISTING_ENDLESS(
      "a listing has no end record", LISTING, Workouts::directories, ListingBugs.WithoutEnd::new),
  LISTING_FROM_START(
      "the marker is ignored", LISTING, Workouts::directories, ListingBugs.WithoutMarker::new),
  LISTING_WITHOUT_DOTS(
      ". and .. are missing", LISTING, Workouts::directories, ListingBugs.WithoutDots::new),
  NO_RESERVATION(
      "SetFileSize reserves no space",
      CAPACITY,
      Workouts::reservations,
      SeededBug::withoutReservation),
  ALLOCATION_IGNORED(
      "an allocation below the size does not cut the file",
      FILE_INFO,
      Workouts::content,
      OperationBugs.KeepsSize::new),
  OVERWRITE_TOO_EARLY(
      "Overwrite truncates before it knows that there is space",
      FILE_INFO,
      Workouts::failedOverwrite,
      OperationBugs.OverwritesTooEarly::new),
  RESIZE_TOO_EARLY(
      "SetFileSize cuts the file before it fails",
      FAILURE,
      Workouts::reservations,
      OperationBugs.ResizesTooEarly::new),
  CONSTRAINED_EXTENDS(
      "a constrained write makes the file longer",
      DATA,
      Workouts::lateWrites,
      OperationBugs.ConstrainedWritesExtend::new),
  NO_END_OF_FILE(
      "Read answers success at the end of the file",
      STATUS,
      Workouts::content,
      OperationBugs.NoEndOfFile::new),
  FREED_AT_CLEANUP(
      "a deleted file loses its content while it is open",
      LIFE_CYCLE,
      Workouts::deletions,
      OperationBugs.FreesAtCleanup::new),
  NOT_DELETED(
      "Cleanup deletes nothing", LISTING, Workouts::deletions, OperationBugs.ForgetsToDelete::new),
  CLOSED_TOO_EARLY(
      "Cleanup closes the file, and Close does so again",
      STATUS,
      Workouts::content,
      OperationBugs.ClosesAtCleanup::new),
  NEVER_CLOSED(
      "Close lets go of nothing", CAPACITY, Workouts::deletions, OperationBugs.ForgetsToClose::new),
  ALL_FREE(
      "GetVolumeInfo counts no file", CAPACITY, Workouts::content, OperationBugs.AllIsFree::new),
  RENAME_COLLIDES(
      "every failed Rename is called a collision",
      STATUS,
      Workouts::names,
      OperationBugs.AllIsCollision::new),
  FULL_DIRECTORY_DELETED(
      "a directory with entries may be deleted",
      STATUS,
      Workouts::names,
      OperationBugs.DeletesAnything::new),
  NAME_FOR_PATH(
      "a missing directory is taken for a missing file",
      STATUS,
      Workouts::names,
      SecurityBugs.NameForPath::new),
  NO_BUFFER_OVERFLOW(
      "a descriptor that does not fit is answered with success",
      SECURITY,
      Workouts::security,
      SecurityBugs.NoBufferOverflow::new),
  NOTHING_INHERITED(
      "the root's descriptor has no OI and CI flags",
      SECURITY,
      Workouts::security,
      SecurityBugs.NothingInherited::new),
  DESCRIPTOR_FORGOTTEN(
      "Create ignores the creator's descriptor",
      SECURITY,
      Workouts::security,
      SecurityBugs.DescriptorForgotten::new),
  READ_CHANGES(
      "Read changes attributes that the kernel believes to know",
      CACHED_FILE_INFO,
      Workouts::reads,
      OperationBugs.ChangesOnRead::new),
  BLOCKS(
      "Flush waits for a Close that comes later",
      THREADING,
      Workouts::content,
      OperationBugs.Blocks::new),
  POSITIVE_STATUS(
      "Flush answers a positive status",
      STATUS,
      Workouts::content,
      OperationBugs.PositiveStatus::new),
  EXCEPTION(
      "GetFileInfo throws an exception", STATUS, Workouts::content, OperationBugs.Throws::new),
  TOUCHED_LATER(
      "Read writes into the buffer of the request before",
      MEMORY,
      Workouts::content,
      OperationBugs.TouchesLater::new),
  NOTIFIES_ON_DISPATCHER(
      "Cleanup notifies on the dispatcher's thread",
      NOTIFY,
      Workouts::deletions,
      SeededBug::notifying);

  private final String sentence;
  private final Invariant caughtBy;
  private final Consumer<SimulatedMount> workout;
  private final BiFunction<SimulatedMount, Operations, Operations> bug;

  SeededBug(
      String sentence,
      Invariant caughtBy,
      Consumer<SimulatedMount> workout,
      UnaryOperator<Operations> bug) {
    this(sentence, caughtBy, workout, (mount, view) -> bug.apply(view));
  }

  SeededBug(
      String sentence,
      Invariant caughtBy,
      Consumer<SimulatedMount> workout,
      BiFunction<SimulatedMount, Operations, Operations> bug) {
    this.sentence = sentence;
    this.caughtBy = caughtBy;
    this.workout = workout;
    this.bug = bug;
  }

  private static UnaryOperator<Operations> notFilled(InterfaceSlot slot) {
    return view -> new FileInfoBugs.NotFilled(view, slot);
  }

  private static Operations withoutReservation(SimulatedMount mount, Operations view) {
    return new OperationBugs.NoReservation(view, mount.volume());
  }

  private static Operations notifying(SimulatedMount mount, Operations view) {
    return new OperationBugs.NotifiesAtCleanup(view, mount);
  }

  /** What is wrong, as the documents say it. */
  String sentence() {
    return sentence;
  }

  /** The rule that it breaks first. */
  Invariant caughtBy() {
    return caughtBy;
  }

  /** What shows it. */
  Consumer<SimulatedMount> workout() {
    return workout;
  }

  /** The view with the bug in it. */
  Operations in(SimulatedMount mount, Operations view) {
    return bug.apply(mount, view);
  }
}
