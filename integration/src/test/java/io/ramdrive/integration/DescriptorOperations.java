// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.List;

/** What opens, copies and closes descriptors. */
final class DescriptorOperations {
  private DescriptorOperations() {}

  /** Opens a name. Never waits, even when it is a FIFO. */
  record Open(int slot, String path, Flags flags, Flags mode) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      int bits = flags.bits() | LinuxFlags.O_NONBLOCK;
      return replayer.opened(slot, replayer.calls().open(path, bits, mode.bits()));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** Opens a file without a name. */
  record OpenTemporary(int slot, String directory, Flags flags, Flags mode) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return replayer.opened(slot, replayer.calls().open(directory, flags.bits(), mode.bits()));
    }

    @Override
    public List<String> paths() {
      return List.of(directory);
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** A second descriptor of the same open file: the position is shared. */
  record Duplicate(int slot, int into) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return replayer.opened(into, replayer.calls().duplicate(replayer.descriptor(slot)));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot, into);
    }
  }

  /** Closes a descriptor. */
  record Close(int slot) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return replayer.closed(slot);
    }
  }

  /** Gives an open file a name, be it its first. */
  record LinkDescriptor(int slot, String path) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().linkDescriptor(replayer.descriptor(slot), path));
    }

    @Override
    public List<String> paths() {
      return List.of(path);
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** Waits until the content is safe. */
  record Fsync(int slot) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().fsync(replayer.descriptor(slot)));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }

  /** Has the kernel drop the file's cached pages, so that the next read asks the file system. */
  record ForgetPages(int slot) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return Operation.result(replayer.calls().forgetPages(replayer.descriptor(slot)));
    }

    @Override
    public List<Integer> slots() {
      return List.of(slot);
    }
  }
}
