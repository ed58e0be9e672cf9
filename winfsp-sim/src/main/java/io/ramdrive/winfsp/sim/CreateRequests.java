// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * IRP_MJ_CREATE. User mode is asked each time: there is no cache of names, present or absent. The
 * rename lock is held shared until the answer is applied.
 */
final class CreateRequests {
  /** The kernel itself. */
  static final Caller KERNEL =
      new Caller(4, "S-1-5-18", List.of("S-1-5-32-544", "S-1-1-0"), false, true, true, true);

  /** MAXIMUM_REPARSE_TAG_NESTING… of the I/O manager. */
  private static final int REPARSE_LIMIT = 32;

  private final FsdVolume volume;
  private final CreateAnswers answers;
  private final AtomicBoolean rootKnown = new AtomicBoolean();

  CreateRequests(FsdVolume volume) {
    this.volume = volume;
    answers = new CreateAnswers(volume);
  }

  /** NtCreateFile, following reparse points. */
  FileObject create(CreateArguments arguments) {
    arguments.check();
    learnRoot(arguments.caller());
    String path = arguments.path();
    for (int hops = 0; hops <= REPARSE_LIMIT; ) {
      Attempt attempt = attempt(arguments.at(path));
      if (attempt.file != null) {
        return attempt.file;
      }
      if (attempt.newPath != null) {
        path = attempt.newPath;
        hops++;
      } else {
        volume.activity.awaitAnother();
      }
    }
    throw new NtStatusException(NtStatus.STATUS_REPARSE_POINT_NOT_RESOLVED);
  }

  /** A file object, or where to go on, or neither: once more, when others have come further. */
  private record Attempt(@Nullable FileObject file, @Nullable String newPath) {}

  private Attempt attempt(CreateArguments arguments) {
    boolean trailing = arguments.path().length() > 1 && arguments.path().endsWith("\\");
    String typed = arguments.path();
    String name =
        FileName.checked(trailing ? typed.substring(0, typed.length() - 1) : typed, volume.traits);
    int stream = FileName.streamStart(name);
    FileObject mainFile = stream == 0 ? null : openMain(FileName.main(name), arguments);
    boolean used = false;
    try (Activity.Operation operation = volume.begin();
        var _ = volume.renames.shared("Create of " + name)) {
      Response response =
          volume.call(
              new Request.Create(
                  name,
                  arguments.options(),
                  arguments.disposition(),
                  arguments.access(),
                  arguments.share(),
                  arguments.attributesForUserMode(),
                  arguments.securityDescriptor(),
                  arguments.allocation(),
                  arguments.ea(),
                  false,
                  false,
                  volume.traits.caseSensitive(),
                  trailing,
                  stream,
                  arguments.caller()));
      if (!response.succeeded()) {
        failed(name, arguments, response.status(), operation);
        throw new NtStatusException(response.status());
      }
      if (response.status() == NtStatus.STATUS_REPARSE) {
        return new Attempt(null, reparsed(response));
      }
      FileObject file = answers.opened(name, arguments, response, mainFile, operation);
      used = file != null;
      return new Attempt(file, null);
    } finally {
      if (mainFile != null && !used) {
        volume.cleanups.cleanup(mainFile);
      }
    }
  }

  /** FspMainFileOpen: a stream needs its file, which is made if the stream may be made. */
  private FileObject openMain(String name, CreateArguments stream) {
    boolean makes =
        stream.disposition() != WinNt.FILE_OPEN && stream.disposition() != WinNt.FILE_OVERWRITE;
    return create(
        new CreateArguments(
            name,
            FileAccess.FILE_READ_ATTRIBUTES,
            FileAccess.FILE_SHARE_ALL,
            makes ? WinNt.FILE_OPEN_IF : WinNt.FILE_OPEN,
            0,
            0,
            stream.securityDescriptor(),
            0,
            null,
            KERNEL));
  }

  /** A name that could not be made is not there; checked by asking for it. */
  private void failed(
      String name, CreateArguments arguments, int status, Activity.Operation operation) {
    boolean full =
        status == NtStatus.STATUS_DISK_FULL || status == NtStatus.STATUS_INSUFFICIENT_RESOURCES;
    if (!full || volume.model.outsideChanges() || volume.model.find(name) != null) {
      return;
    }
    Response probe = volume.call(Probe.open(name, volume.traits));
    if (probe.status() == NtStatus.STATUS_SUCCESS) {
      volume.call(new Request.Close(probe.context()));
      if (operation.alone()) {
        throw new InvariantViolation(
            Invariant.FAILURE,
            "Create of "
                + name
                + " with disposition "
                + arguments.disposition()
                + " failed, but the file is there");
      }
    }
  }

  private String reparsed(Response response) {
    if (response.information() == 0) {
      return WideString.read(
          MemorySegment.ofArray(response.payload()), 0, response.payload().length / 2);
    }
    return ReparseTarget.of(response, volume.mountPoints());
  }

  /** Finds out what is in the volume at the first open, to know what must be there later. */
  private void learnRoot(Caller caller) {
    if (!caller.equals(KERNEL) && rootKnown.compareAndSet(false, true)) {
      volume.volumeCheck.learn("\\");
    }
  }
}
