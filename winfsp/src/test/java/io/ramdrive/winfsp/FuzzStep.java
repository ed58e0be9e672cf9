// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.NtStatusException;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * One thing that a program does.
 *
 * @param slot of a handle
 * @param path where
 * @param other where to
 * @param number an offset, a size, a disposition or attributes
 * @param length of bytes, which are made from {@code number} and {@code length}
 */
record FuzzStep(Kind kind, int slot, String path, String other, int number, int length) {
  /** What there is to do, and how often compared with the others. */
  @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
  enum Kind {
    OPEN(8, (target, step) -> done(() -> target.open(step.slot, step.path, step.number))),
    CLOSE(4, (target, step) -> done(() -> target.close(step.slot))),
    WRITE(8, (target, step) -> done(() -> target.write(step.slot, step.number, step.bytes()))),
    APPEND(3, (target, step) -> done(() -> target.append(step.slot, step.bytes()))),
    READ(6, (target, step) -> shown(target.read(step.slot, step.number, step.length))),
    RESIZE(3, (target, step) -> done(() -> target.resize(step.slot, step.number))),
    ALLOCATE(2, (target, step) -> done(() -> target.allocate(step.slot, step.number))),
    FLUSH(2, (target, step) -> done(() -> target.flush(step.slot))),
    SIZE(4, (target, step) -> target.size(step.slot)),
    DISPOSE(1, (target, step) -> done(() -> target.dispose(step.slot, step.number % 3 > 0))),
    MKDIR(4, (target, step) -> done(() -> target.createDirectory(step.path))),
    RMDIR(2, (target, step) -> done(() -> target.removeDirectory(step.path))),
    DELETE(3, (target, step) -> done(() -> target.delete(step.path))),
    DELETE_POSIX(2, (target, step) -> done(() -> target.deletePosix(step.path))),
    RENAME(5, (target, step) -> done(() -> target.rename(step.path, step.other))),
    REPLACE(4, (target, step) -> done(() -> target.replace(step.path, step.other))),
    REPLACE_POSIX(2, (target, step) -> done(() -> target.replacePosix(step.path, step.other))),
    SET_ATTRIBUTES(2, (target, step) -> done(() -> target.setAttributes(step.path, step.number))),
    ATTRIBUTES(3, (target, step) -> target.attributes(step.path)),
    LIST(3, (target, step) -> target.list(step.path)),
    CONTENT(5, (target, step) -> shown(target.content(step.path))),
    DISTURB(3, (target, step) -> done(() -> target.disturb(step.number)));

    private final int weight;
    private final BiFunction<FuzzTarget, FuzzStep, Object> action;

    Kind(int weight, BiFunction<FuzzTarget, FuzzStep, Object> action) {
      this.weight = weight;
      this.action = action;
    }

    int weight() {
      return weight;
    }

    private static Object done(Runnable action) {
      action.run();
      return "done";
    }

    private static Object shown(byte[] bytes) {
      return bytes.length + " bytes with hash " + Arrays.hashCode(bytes);
    }
  }

  /** Does it, and tells what there is to see of it. */
  Object perform(FuzzTarget target) {
    try {
      return kind.action.apply(target, this);
    } catch (NtStatusException e) {
      return switch (e.status()) {
        // Which of several reasons is told first is not what is tested here.
        case NtStatus.STATUS_ACCESS_DENIED,
            NtStatus.STATUS_DELETE_PENDING,
            NtStatus.STATUS_NOT_A_DIRECTORY,
            NtStatus.STATUS_OBJECT_NAME_COLLISION,
            NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
            NtStatus.STATUS_FILE_IS_A_DIRECTORY,
            NtStatus.STATUS_INVALID_PARAMETER,
            NtStatus.STATUS_SHARING_VIOLATION ->
            "refused";
        default -> "NTSTATUS 0x%08X".formatted(e.status());
      };
    }
  }

  private byte[] bytes() {
    return Content.of(number * 31L + length, length);
  }
}
