// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.WinNt.FILE_NON_DIRECTORY_FILE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_ALL;

import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A drive, as fuzz steps use it. */
final class FuzzDrive implements FuzzTarget, AutoCloseable {
  private final SimulatedMount mount;
  private final SimVolume drive;
  private final boolean alone;
  private final @Nullable SimFile[] slots = new @Nullable SimFile[FuzzModel.SLOTS];

  /**
   * A drive that steps are done to.
   *
   * @param alone whether nobody else uses it meanwhile, so that it can be verified at any time
   */
  FuzzDrive(SimulatedMount mount, boolean alone) {
    this.mount = mount;
    this.alone = alone;
    drive = mount.drive();
  }

  @Override
  public void open(int slot, String path, int disposition) {
    close(slot);
    slots[slot] =
        drive.createFile(
            path, FILE_ALL_ACCESS, FILE_SHARE_ALL, disposition, FILE_NON_DIRECTORY_FILE);
  }

  @Override
  public void close(int slot) {
    with(slot, SimFile::close);
    slots[slot] = null;
  }

  private void with(int slot, Consumer<SimFile> action) {
    SimFile file = slots[slot];
    if (file != null) {
      action.accept(file);
    }
  }

  @Override
  public void write(int slot, long offset, byte[] bytes) {
    with(slot, file -> file.write(offset, bytes));
  }

  @Override
  public void append(int slot, byte[] bytes) {
    with(slot, file -> file.append(bytes));
  }

  @Override
  public byte[] read(int slot, long offset, int length) {
    SimFile file = slots[slot];
    return file == null ? new byte[0] : file.read(offset, length);
  }

  @Override
  public void resize(int slot, long size) {
    with(slot, file -> file.setEndOfFile(size));
  }

  @Override
  public void allocate(int slot, long size) {
    with(slot, file -> file.setAllocation(size));
  }

  @Override
  public void flush(int slot) {
    with(slot, SimFile::flush);
  }

  @Override
  public long size(int slot) {
    SimFile file = slots[slot];
    return file == null ? 0 : file.size();
  }

  @Override
  public void dispose(int slot, boolean delete) {
    with(slot, file -> file.setDisposition(delete));
  }

  @Override
  public void createDirectory(String path) {
    drive.createDirectory(path);
  }

  @Override
  public void removeDirectory(String path) {
    drive.removeDirectory(path);
  }

  @Override
  public void delete(String path) {
    drive.delete(path);
  }

  @Override
  public void deletePosix(String path) {
    drive.deletePosix(path);
  }

  @Override
  public void rename(String from, String to) {
    drive.rename(from, to);
  }

  @Override
  public void replace(String from, String to) {
    drive.moveFileReplace(from, to);
  }

  @Override
  public void replacePosix(String from, String to) {
    drive.renamePosix(from, to);
  }

  @Override
  public void setAttributes(String path, int attributes) {
    drive.setAttributes(path, attributes);
  }

  @Override
  public int attributes(String path) {
    return drive.attributes(path) & FuzzModel.ATTRIBUTES;
  }

  @Override
  public List<String> list(String path) {
    return drive.list(path).stream().sorted(FuzzModel.BY_NAME).toList();
  }

  @Override
  public byte[] content(String path) {
    return drive.readAllBytes(path);
  }

  @Override
  public void disturb(int kind) {
    switch (kind) {
      case 0 -> drive.holdCloses(true);
      case 1 -> drive.holdCloses(false);
      case 2 -> {
        if (alone) {
          drive.drain();
        }
      }
      case 3 -> mount.windows().clock().advance(600);
      default -> drive.lazyWrite();
    }
  }

  /** Closes what is open, so that the mount can end. */
  @Override
  public void close() {
    for (int slot = 0; slot < slots.length; slot++) {
      close(slot);
    }
    drive.holdCloses(false);
  }
}
