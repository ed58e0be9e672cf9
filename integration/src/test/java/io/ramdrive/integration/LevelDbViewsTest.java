// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.RENAME_EXCHANGE;
import static io.ramdrive.integration.ViewLook.assertAbsent;
import static io.ramdrive.integration.ViewLook.assertIs;
import static io.ramdrive.integration.ViewLook.assertSizeIs;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@link LevelDbSequenceTest} with the roles parted: one view looks, so that its kernel remembers,
 * and another makes the files and renames them. After a change made on a mount {@code
 * awaitCoherence} is called; after one made by Java nothing.
 */
class LevelDbViewsTest {
  private static final byte[] MANIFEST = "MANIFEST-000001\n".getBytes(US_ASCII);

  private static SeveralViews views;
  private static int directories;

  private Path current;
  private Path seenCurrent;
  private Path temporary;
  private Path seenTemporary;

  /** Who makes the files, and who looks. */
  enum Roles {
    JAVA_TO_MOUNT,
    MOUNT_TO_MOUNT,
    MOUNT_TO_JAVA;

    Path worker(String path) {
      return this == JAVA_TO_MOUNT ? views.java(path) : views.a(path);
    }

    Path observer(String path) {
      return this == MOUNT_TO_JAVA ? views.java(path) : views.b(path);
    }

    /** Makes the worker's change known, if that is not promised anyway. */
    void settle() {
      if (this == MOUNT_TO_MOUNT) {
        views.drive().awaitCoherence();
      }
    }
  }

  @BeforeAll
  static void mount() {
    views = new SeveralViews();
  }

  @AfterAll
  static void unmount() {
    views.close();
  }

  private void begin(Roles roles) throws IOException {
    String directory = "/" + directories++;
    Files.createDirectory(roles.worker(directory));
    roles.settle();
    current = roles.worker(directory + "/CURRENT");
    seenCurrent = roles.observer(directory + "/CURRENT");
    temporary = roles.worker(directory + "/000001.dbtmp");
    seenTemporary = roles.observer(directory + "/000001.dbtmp");
    assertAbsent(seenCurrent);
    assertAbsent(seenTemporary);
  }

  @ParameterizedTest
  @EnumSource
  void currentIsCompleteAfterRename(Roles roles) throws IOException {
    begin(roles);
    writeTemporary(MANIFEST);
    rename();
    roles.settle();
    assertIs(seenCurrent, MANIFEST);
    assertAbsent(seenTemporary);
  }

  @ParameterizedTest
  @EnumSource(names = "MOUNT_TO_JAVA", mode = EnumSource.Mode.EXCLUDE)
  void aProgramThatHasProbedReadsTheNewCurrent(Roles roles) throws IOException {
    begin(roles);
    String script =
        "for i in 1 2 3; do [ -e \"$1\" ] || echo absent; read go; cat \"$1\" || echo; read go;"
            + " done";
    List<String> command = List.of("sh", "-c", script, "sh", seenCurrent.toString());
    try (ChildProgram program = ChildProgram.start(Path.of("/"), Map.of(), command)) {
      for (int round = 1; round <= 3; round++) {
        assertThat(program.nextLine()).isEqualTo("absent");
        writeTemporary("MANIFEST-%06d\n".formatted(round).getBytes(US_ASCII));
        rename();
        roles.settle();
        program.tell("go");
        assertThat(program.nextLine()).isEqualTo("MANIFEST-%06d".formatted(round));
        assertIs(seenCurrent, "MANIFEST-%06d\n".formatted(round).getBytes(US_ASCII));
        if (round < 3) {
          // The program looks again some time: it must not find what is there now.
          Files.delete(current);
          roles.settle();
          program.tell("go");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void renameOverAnEmptyTarget(Roles roles) throws IOException {
    begin(roles);
    Files.createFile(current);
    roles.settle();
    assertIs(seenCurrent, new byte[0]);
    writeTemporary(MANIFEST);
    rename();
    roles.settle();
    assertIs(seenCurrent, MANIFEST);
  }

  @ParameterizedTest
  @EnumSource
  void renameAgainAndAgain(Roles roles) throws IOException {
    begin(roles);
    for (int round = 0; round < 300; round++) {
      byte[] content = "MANIFEST-%06d\n".formatted(round).getBytes(US_ASCII);
      writeTemporary(content);
      rename();
      roles.settle();
      assertIs(seenCurrent, content);
      if (round % 7 == 0) {
        Files.delete(current);
        roles.settle();
        assertAbsent(seenCurrent);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void contentsOfDifferentSizes(Roles roles) throws IOException {
    begin(roles);
    int[] sizes = {0, 1, 16, 4095, 4096, 4097, 1, 65536, 3, 1 << 20, 0, 5, 131073, 2};
    for (int round = 0; round < sizes.length; round++) {
      byte[] content = Pattern.bytes(round, 0, sizes[round]);
      writeTemporary(content);
      rename();
      roles.settle();
      assertIs(seenCurrent, content);
    }
  }

  /** The same file all the time, so that nothing but its content and its size tell. */
  @ParameterizedTest
  @EnumSource
  void contentsOfDifferentSizesInPlace(Roles roles) throws IOException {
    begin(roles);
    int[] sizes = {0, 1, 16, 4095, 4096, 4097, 1, 65536, 3, 1 << 20, 0, 5, 131073, 2};
    for (int round = 0; round < sizes.length; round++) {
      byte[] content = Pattern.bytes(round, 0, sizes[round]);
      Files.write(current, content);
      roles.settle();
      assertIs(seenCurrent, content);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyWayToAskTellsTheSize(Roles roles) throws IOException {
    begin(roles);
    int[] sizes = {16, 0, 100_000, 7};
    for (int size : sizes) {
      writeTemporary(new byte[size]);
      roles.settle();
      assertSizeIs(seenTemporary, size);
      rename();
      roles.settle();
      assertSizeIs(seenCurrent, size);
      assertAbsent(seenTemporary);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "MOUNT_TO_JAVA", mode = EnumSource.Mode.EXCLUDE)
  void openFileKeepsItsContentWhenReplaced(Roles roles) throws IOException {
    begin(roles);
    byte[] old = Pattern.bytes(1, 0, 10_000);
    writeTemporary(old);
    rename();
    roles.settle();
    int before = Posix.open(seenCurrent, O_RDONLY);
    Pattern.check("first half", 1, 0, 5_000, Posix.pread(before, 5_000, 0));

    byte[] replacement = Pattern.bytes(2, 0, 20_000);
    writeTemporary(replacement);
    rename();
    roles.settle();

    assertIs(seenCurrent, replacement);
    Pattern.check("the replaced file", 1, 0, old.length, Posix.pread(before, 30_000, 0));
    assertThat(Posix.fstatSize(before)).isEqualTo(old.length);
    assertThat(Posix.stat(before).links()).isZero();
    Posix.close(before);
    assertIs(seenCurrent, replacement);
  }

  @ParameterizedTest
  @EnumSource
  void firstCreateAfterNegativeProbe(Roles roles) throws IOException {
    begin(roles);
    Files.write(current, MANIFEST, StandardOpenOption.CREATE_NEW);
    roles.settle();
    assertIs(seenCurrent, MANIFEST);
  }

  /** {@code java.nio.file} has no exchange. */
  @ParameterizedTest
  @EnumSource(names = "JAVA_TO_MOUNT", mode = EnumSource.Mode.EXCLUDE)
  void exchangeSwapsBothNames(Roles roles) throws IOException {
    begin(roles);
    byte[] mine = "CURRENT's own\n".getBytes(US_ASCII);
    byte[] other = Pattern.bytes(3, 0, 70_000);
    Files.write(current, mine);
    writeTemporary(other);
    roles.settle();
    assertIs(seenCurrent, mine);
    assertIs(seenTemporary, other);
    for (int round = 0; round < 11; round++) {
      Posix.renameat2(temporary, current, RENAME_EXCHANGE);
      roles.settle();
      assertIs(seenCurrent, round % 2 == 0 ? other : mine);
      assertIs(seenTemporary, round % 2 == 0 ? mine : other);
    }
  }

  private void writeTemporary(byte[] content) throws IOException {
    Files.write(temporary, content);
  }

  private void rename() throws IOException {
    Files.move(temporary, current, StandardCopyOption.ATOMIC_MOVE);
  }
}
