// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How full a mounted drive is, as the system tells.
 *
 * @param size bytes that files can hold
 * @param used bytes that files hold
 * @param maxInodes the number of inodes that there can be; 0 = the system does not tell
 * @param inodes the number of inodes that there are
 */
record DriveSpace(long size, long used, long maxInodes, long inodes) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Asks the drive, through a program that can be ended when the drive hangs.
   *
   * @throws IOException in a few words, when the drive does not answer
   */
  static DriveSpace of(Path mountPoint) throws IOException {
    // %S unit, %b units, %f free units, %c inodes, %d free inodes: stat(1).
    SystemProgram stat =
        SystemProgram.run(
            PATIENCE, List.of("stat", "-f", "-c", "%S %b %f %c %d", "--", mountPoint.toString()));
    if (stat.exitCode() != 0) {
      // stat: cannot read file system information for '/mnt': Transport endpoint is not connected
      String said = stat.output().strip();
      throw new IOException(said.substring(said.lastIndexOf(": ") + 1).strip());
    }
    return parse(stat.output().strip());
  }

  /**
   * Asks the drive on a thread that can be left behind when the drive hangs; of inodes nothing is
   * known then.
   *
   * @throws IOException in a few words, when the drive does not answer
   */
  static DriveSpace ofFileStore(Path mountPoint) throws IOException {
    FutureTask<DriveSpace> answer =
        new FutureTask<>(
            () -> {
              FileStore store = Files.getFileStore(mountPoint);
              long size = store.getTotalSpace();
              return new DriveSpace(size, size - store.getUnallocatedSpace(), 0, 0);
            });
    Thread thread = new Thread(answer, "ramdrive-space");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause instanceof NoSuchFileException ? "it is gone" : String.valueOf(cause);
  }

  static DriveSpace parse(String text) throws IOException {
    String[] words = text.split(" ", -1);
    if (words.length != 5) {
      throw new IOException("stat -f printed '" + text + "'");
    }
    long unit = Long.parseLong(words[0]);
    long units = Long.parseLong(words[1]);
    long inodes = Long.parseLong(words[3]);
    return new DriveSpace(
        unit * units,
        unit * (units - Long.parseLong(words[2])),
        inodes,
        inodes - Long.parseLong(words[4]));
  }

  long free() {
    return size - used;
  }
}
