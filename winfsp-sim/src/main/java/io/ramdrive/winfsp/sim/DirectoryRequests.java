// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IRP_MJ_DIRECTORY_CONTROL. The driver filters by pattern itself, if it is not to pass it on. */
final class DirectoryRequests {
  /** The largest answer that is asked for, and kept. */
  private static final int CACHED_LENGTH = 65536;

  /** FIELD_OFFSET(FILE_ID_BOTH_DIR_INFORMATION, FileName). */
  private static final int ENTRY_HEADER = 104;

  private static final int MINIMUM_LENGTH = 1024;

  private final FsdVolume volume;

  DirectoryRequests(FsdVolume volume) {
    this.volume = volume;
  }

  /** The next entries of a handle's scan. */
  List<DirectoryEntry> query(
      FileObject file, @Nullable String pattern, boolean restart, boolean single, int bufferSize) {
    DataRequests.checkOpen(file);
    InformationRequests.require(file, FileAccess.FILE_READ_DATA);
    FsdNode node = file.node;
    if (!node.directory) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
    DirectoryScan scan = file.scan;
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.shared("QueryDirectory")) {
      synchronized (scan) {
        boolean initial = !scan.begun;
        if (initial) {
          scan.restart(pattern == null || pattern.equals("*") ? null : pattern);
        } else if (restart) {
          scan.rewind();
        }
        List<DirectoryEntry> given = fill(file, scan, single, bufferSize, operation);
        if (initial && given.isEmpty()) {
          scan.begun = false;
          throw new NtStatusException(NtStatus.STATUS_NO_SUCH_FILE);
        }
        return given;
      }
    }
  }

  private List<DirectoryEntry> fill(
      FileObject file,
      DirectoryScan scan,
      boolean single,
      int bufferSize,
      Activity.Operation operation) {
    List<DirectoryEntry> given = new ArrayList<>();
    int used = 0;
    while (true) {
      DirectoryEntry entry = next(file, scan, bufferSize, operation);
      if (entry == null) {
        return given;
      }
      int start = (used + 7) / 8 * 8;
      int end = start + ENTRY_HEADER + entry.name().length() * 2;
      if (end > bufferSize) {
        if (given.isEmpty()) {
          throw new NtStatusException(NtStatus.STATUS_BUFFER_OVERFLOW);
        }
        return given;
      }
      scan.position++;
      given.add(entry);
      used = end;
      if (single) {
        return given;
      }
    }
  }

  /** The next entry that fits the pattern; it stays next until the position moves on. */
  private @Nullable DirectoryEntry next(
      FileObject file, DirectoryScan scan, int bufferSize, Activity.Operation operation) {
    while (true) {
      while (scan.position < scan.chunk.size()) {
        DirectoryEntry entry = scan.chunk.get(scan.position);
        if (matches(scan.pattern, entry.name())) {
          return entry;
        }
        scan.position++;
      }
      if (scan.ended) {
        return null;
      }
      fetch(file, scan, bufferSize, operation);
    }
  }

  private boolean matches(@Nullable String pattern, String name) {
    return pattern == null
        || NameExpression.matches(volume.traits.fold(pattern), volume.traits.fold(name));
  }

  private void fetch(
      FileObject file, DirectoryScan scan, int bufferSize, Activity.Operation operation) {
    String pattern = scan.pattern;
    boolean byName =
        pattern != null
            && volume.traits.has(VolumeFlags.PassQueryDirectoryFileName)
            && !NameExpression.hasWildcards(pattern);
    boolean passed =
        byName || (pattern != null && volume.traits.has(VolumeFlags.PassQueryDirectoryPattern));
    boolean whole = !passed && scan.marker == null;
    byte[] kept = whole ? volume.listingCache.get(file.node) : null;
    byte[] bytes = kept;
    if (bytes == null) {
      boolean caching = volume.traits.dirInfoTimeout() != 0 && whole;
      int length = caching ? CACHED_LENGTH : Math.clamp(bufferSize, MINIMUM_LENGTH, CACHED_LENGTH);
      Response response =
          volume.ask(
              new Request.QueryDirectory(
                  file.context,
                  length,
                  passed ? pattern : null,
                  scan.marker,
                  byName,
                  volume.traits.caseSensitive()));
      bytes = response.payload();
      if (whole) {
        volume.listingCache.put(file.node, bytes);
      }
    }
    DirectoryChunk chunk = DirectoryChunk.of(bytes, file.toString());
    if (!passed && kept == null) {
      ListingCheck check = scan.check;
      if (check == null && scan.marker == null) {
        check = new ListingCheck(volume, file, operation);
        scan.check = check;
      }
      if (check != null) {
        check.chunk(chunk, operation);
      }
    }
    scan.chunk = chunk.entries();
    scan.position = 0;
    scan.ended = chunk.ended() || chunk.entries().isEmpty() || byName;
    if (!chunk.entries().isEmpty()) {
      advance(file, scan, chunk);
    }
  }

  private static void advance(FileObject file, DirectoryScan scan, DirectoryChunk chunk) {
    String marker = chunk.entries().getLast().name();
    if (marker.equals(scan.marker)) {
      throw new InvariantViolation(
          Invariant.LISTING, "The listing of " + file + " does not get past " + marker);
    }
    scan.marker = marker;
  }

  /** Watches a directory. */
  SimWatcher watch(String directory, int filter, boolean subtree) {
    int known =
        filter
            & (WinNt.FILE_NOTIFY_CHANGE_FILE_NAME
                | WinNt.FILE_NOTIFY_CHANGE_DIR_NAME
                | WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES
                | WinNt.FILE_NOTIFY_CHANGE_SIZE
                | WinNt.FILE_NOTIFY_CHANGE_LAST_WRITE
                | WinNt.FILE_NOTIFY_CHANGE_LAST_ACCESS
                | WinNt.FILE_NOTIFY_CHANGE_CREATION
                | WinNt.FILE_NOTIFY_CHANGE_SECURITY
                | FsdVolume.FILE_NOTIFY_CHANGE_STREAM_NAME);
    return volume.watchers.add(directory, known, subtree);
  }
}
