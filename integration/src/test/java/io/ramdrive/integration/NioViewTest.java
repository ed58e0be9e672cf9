// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Java view of a drive that programs use through mounts at the same time. */
class NioViewTest {
  private static SeveralViews views;

  @BeforeAll
  static void mount() {
    views = new SeveralViews();
  }

  @AfterAll
  static void unmount() {
    views.close();
  }

  @Test
  void whatProgramsDoIsWatched() throws IOException {
    Files.createDirectory(views.java("/watched"));
    try (WatchService watcher = views.drive().fileSystem().newWatchService()) {
      WatchKey key =
          views
              .java("/watched")
              .register(
                  watcher,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_DELETE,
                  StandardWatchEventKinds.ENTRY_MODIFY);
      Path file = views.a("/watched/file");
      Files.createFile(file);
      Files.writeString(file, "content");
      Files.move(views.b("/watched/file"), views.b("/watched/moved"));
      Files.createLink(views.a("/watched/link"), views.a("/watched/moved"));
      Files.delete(views.b("/watched/moved"));
      assertThat(watcher.poll()).as("there when the program's call returns").isSameAs(key);
      Set<String> told = new LinkedHashSet<>();
      for (WatchEvent<?> event : key.pollEvents()) {
        told.add(event.kind().name() + " " + event.context());
      }
      assertThat(told)
          .containsExactly(
              "ENTRY_CREATE file",
              "ENTRY_MODIFY file",
              "ENTRY_DELETE file",
              "ENTRY_CREATE moved",
              "ENTRY_CREATE link",
              "ENTRY_DELETE moved");
      Files.delete(views.a("/watched/link"));
      Files.delete(views.a("/watched"));
      assertThat(key.reset()).isFalse();
    }
  }

  @Test
  void aMappingHasWhatProgramsWrite() throws IOException {
    Path file = views.java("/mapped");
    Files.write(file, new byte[100_000]);
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, READ, WRITE);
        FileChannel program = FileChannel.open(views.a("/mapped"), READ, WRITE)) {
      MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, 100_000, arena);
      assertThat(read(program, 50_000)).isEqualTo("\0\0\0\0\0");
      program.write(ByteBuffer.wrap("there".getBytes(UTF_8)), 50_000);
      assertThat(mapped.getString(50_000)).isEqualTo("there");
      mapped.setString(50_000, "here!");
      channel.force(false);
      assertThat(read(program, 50_000)).isEqualTo("here!");
      mapped.setString(10, "last.");
      arena.close();
      assertThat(read(program, 10)).isEqualTo("last.");
    }
  }

  private static String read(FileChannel channel, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(5);
    channel.read(buffer, position);
    return new String(buffer.array(), UTF_8);
  }

  @Test
  void anAppendOfJavaGoesBehindThoseOfPrograms() throws IOException {
    Path file = views.java("/appended");
    Files.writeString(file, "1");
    try (FileChannel ours = FileChannel.open(file, APPEND);
        FileChannel theirs = FileChannel.open(views.a("/appended"), APPEND)) {
      for (int i = 0; i < 50; i++) {
        theirs.write(ByteBuffer.wrap("a".getBytes(UTF_8)));
        ours.write(ByteBuffer.wrap("j".getBytes(UTF_8)));
      }
    }
    assertThat(Files.readString(views.b("/appended"))).isEqualTo("1" + "aj".repeat(50));
  }
}
