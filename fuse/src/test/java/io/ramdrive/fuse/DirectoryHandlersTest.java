// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static io.ramdrive.fuse.ScriptedKernel.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryHandlersTest {
  private static final int DT_DIR = 4;
  private static final int DT_REG = 8;

  private final ScriptedKernel kernel = new ScriptedKernel();

  @AfterEach
  void close() {
    kernel.close();
  }

  /** One fuse_dirent, with the node id of the fuse_entry_out before it, if any. */
  private record Entry(String name, long ino, int type, long off, long nodeid) {}

  @Test
  void aListingInOnePiece() {
    long file = kernel.create("some file");
    List<Entry> entries = list(Opcode.FUSE_READDIR, 4096);
    assertThat(entries).extracting(Entry::name).containsExactly(".", "..", "some file");
    assertThat(entries)
        .extracting(Entry::ino)
        .containsExactly(Volume.ROOT_ID, Volume.ROOT_ID, file);
    assertThat(entries).extracting(Entry::type).containsExactly(DT_DIR, DT_DIR, DT_REG);
    assertThat(count(file)).as("lookups").isEqualTo(1);
  }

  @Test
  void aListingWithInodesCountsALookupEach() {
    long file = kernel.create("f");
    List<Entry> entries = list(Opcode.FUSE_READDIRPLUS, 4096);
    assertThat(entries).extracting(Entry::name).containsExactly(".", "..", "f");
    assertThat(entries).extracting(Entry::nodeid).containsExactly(0L, 0L, file);
    assertThat(count(file)).as("lookups").isEqualTo(2);
    assertThat(count(Volume.ROOT_ID)).as("lookups of the root").isZero();
  }

  @Test
  void aListingInManyPiecesGivesEachEntryOnce() {
    List<String> names = new ArrayList<>(List.of(".", ".."));
    for (int i = 0; i < 150; i++) {
      String name = "n".repeat(1 + i % 40) + i;
      kernel.create(name);
      names.add(name);
    }
    for (int size : new int[] {400, 1000, 4096, 1 << 20}) {
      assertThat(list(Opcode.FUSE_READDIR, size)).extracting(Entry::name).isEqualTo(names);
      assertThat(list(Opcode.FUSE_READDIRPLUS, size)).extracting(Entry::name).isEqualTo(names);
    }
  }

  @Test
  void anEntryThatFoundNoRoomIsNotCounted() {
    long file = kernel.create("f");
    // Room for "." and "..", 128 + 32 bytes each, but not for the third.
    Reply reply = kernel.ask(read(Opcode.FUSE_READDIRPLUS, Volume.ROOT_ID, 0, 479));
    reply.assertOk(320);
    assertThat(count(file)).as("lookups").isEqualTo(1);
  }

  @Test
  void roomForNoEntryIsInvalid() {
    kernel.ask(read(Opcode.FUSE_READDIR, Volume.ROOT_ID, 0, 31)).assertError(Errno.EINVAL);
    kernel.ask(read(Opcode.FUSE_READDIR, Volume.ROOT_ID, 0, -1)).assertError(Errno.EINVAL);
  }

  @Test
  void filesHaveNoEntries() {
    kernel.ask(read(Opcode.FUSE_READDIR, kernel.create("f"), 0, 4096)).assertError(Errno.ENOTDIR);
  }

  private long count(long node) {
    return kernel.fileSystem().lookupCounts().count(kernel.volume().inode(node));
  }

  private List<Entry> list(int opcode, int size) {
    int entrySize = opcode == Opcode.FUSE_READDIRPLUS ? 128 : 0;
    List<Entry> entries = new ArrayList<>();
    long position = 0;
    while (true) {
      Reply reply = kernel.ask(read(opcode, Volume.ROOT_ID, position, size));
      assertThat(reply.error()).isZero();
      assertThat(reply.body().length).isLessThanOrEqualTo(size).matches(n -> n % 8 == 0);
      if (reply.body().length == 0) {
        return entries;
      }
      int at = 0;
      while (at < reply.body().length) {
        int dirent = at + entrySize;
        int nameLength = reply.u32(dirent + 16);
        position = reply.u64(dirent + 8);
        entries.add(
            new Entry(
                reply.text(dirent + 24, nameLength),
                reply.u64(dirent),
                reply.u32(dirent + 20),
                position,
                entrySize == 0 ? 0 : reply.u64(at)));
        at = dirent + (24 + nameLength + 7) / 8 * 8;
      }
    }
  }
}
