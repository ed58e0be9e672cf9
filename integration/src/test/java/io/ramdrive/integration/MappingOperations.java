// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.PROT_READ;
import static io.ramdrive.integration.LinuxFlags.PROT_WRITE;

import org.jspecify.annotations.Nullable;

/** Shared memory mappings. They outlive the descriptor they were made from. */
final class MappingOperations {
  private static final String NONE = "not mapped";

  private MappingOperations() {}

  /** mmap(2), in place of the mapping that the slot held. */
  record Map(int mapping, int slot, long offset, int length) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      int fd = replayer.descriptor(slot);
      RootedCalls calls = replayer.calls();
      long address = calls.mmap(fd, offset, length, PROT_READ | PROT_WRITE);
      if (address < 0) {
        return Operation.result(address);
      }
      replayer.mark(fd, AllowedDifference.EXTENTS);
      replayer.mark(fd, AllowedDifference.BLOCKS);
      replayer.mark(fd, AllowedDifference.MAPPED);
      replayer.map(mapping, new ReplayerMapping(calls, fd, address, offset, length));
      return "mapped";
    }
  }

  /** Loads from a mapping. */
  record Load(int mapping, int offset, int length) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      @Nullable ReplayerMapping mapped = replayer.mapping(mapping);
      if (mapped == null) {
        return NONE;
      }
      long loaded = mapped.load(offset, length);
      return loaded < 0
          ? Operation.result(loaded)
          : SeededBytes.summary(replayer.calls().data(), loaded);
    }
  }

  /** Stores into a mapping. */
  record Store(int mapping, int offset, SeededBytes content) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      @Nullable ReplayerMapping mapped = replayer.mapping(mapping);
      return mapped == null ? NONE : Operation.result(mapped.store(offset, content.bytes()));
    }
  }

  /** msync(2). */
  record Sync(int mapping) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      @Nullable ReplayerMapping mapped = replayer.mapping(mapping);
      return mapped == null ? NONE : Operation.result(mapped.sync());
    }
  }

  /** munmap(2). */
  record Unmap(int mapping) implements Operation {
    @Override
    public String perform(Replayer replayer) {
      return replayer.unmap(mapping) ? "unmapped" : NONE;
    }
  }
}
