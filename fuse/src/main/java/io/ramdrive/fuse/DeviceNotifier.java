// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/**
 * Writes notifications to a file of /dev/fuse of its own, a clone of the connected one: so it lives
 * as long as its thread, not as long as a dispatcher.
 */
final class DeviceNotifier implements KernelNotifier {
  private final Syscalls syscalls = new Syscalls();
  private final int fd;

  /**
   * @param connected the file that was mounted
   */
  DeviceNotifier(int connected) throws MountException {
    fd = DeviceChannel.cloneOf(syscalls, connected);
  }

  @Override
  public int send(long address, int length) {
    return (int) Math.min(0, syscalls.write(fd, address, length));
  }

  @Override
  public void close() {
    syscalls.close(fd);
  }
}
