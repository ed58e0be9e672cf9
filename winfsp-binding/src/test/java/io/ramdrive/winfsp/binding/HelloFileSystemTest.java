// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example of the documentation, and that it is what the documentation shows. */
class HelloFileSystemTest {
  private static final long FILE_SYSTEM = FakeFileSystems.FILE_SYSTEM;

  /** With a listing as the DLL makes it: entries one after another, two zeros at the end. */
  static final class Listing extends FakeFileSystems {
    byte fspFileSystemAddDirInfo(long dirInfo, long buffer, int length, long p) {
      calls.add(
          dirInfo == Pointer.NULL
              ? "end"
              : WideString.read(
                  Pointer.MEMORY,
                  dirInfo + DirInfo.FileNameBuf,
                  (DirInfo.size(Pointer.MEMORY, dirInfo) - DirInfo.SIZE) / 2));
      return 1;
    }
  }

  private final Listing dll = new Listing();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment out = arena.allocate(8);
  private final MemorySegment info = arena.allocate(FileInfo.SIZE, 8);

  @AfterEach
  void free() {
    arena.close();
  }

  private int call(InterfaceSlot slot, Object... arguments) throws IOException {
    long pointer = FakeDll.pointerAt(dll.interfaceTable + slot.offset());
    Object[] all = new Object[arguments.length + 1];
    all[0] = FILE_SYSTEM;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try {
      return (int) FakeDll.call(pointer, slot.descriptor()).invokeWithArguments(all);
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  private long open(String path) throws IOException {
    long name = WideString.allocate(arena, path).address();
    assertThat(call(InterfaceSlot.Open, name, 0, 0, out.address(), info.address())).isZero();
    return out.get(JAVA_LONG, 0);
  }

  @Test
  void theFileIsListedAndRead() throws IOException {
    try (FileSystemHost host = HelloFileSystem.mount(dll.library(), "R:")) {
      assertThat(host.mountPoint()).isEqualTo("R:");
      long root = open("\\");
      int listed = call(InterfaceSlot.ReadDirectory, root, 0L, 0L, 1L, 4096, out.address());
      assertThat(listed).isZero();
      assertThat(dll.calls).endsWith("hello.txt", "end");

      long file = open("\\HELLO.TXT");
      int size = (int) FileInfo.fileSize(info, 0);
      MemorySegment buffer = arena.allocate(100);
      int read = call(InterfaceSlot.Read, file, buffer.address(), 7L, 100, out.address());
      assertThat(read).isZero();
      assertThat(out.get(JAVA_INT, 0)).isEqualTo(size - 7);
      byte[] text = buffer.asSlice(0, (long) size - 7).toArray(JAVA_BYTE);
      assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("world!\r\n");
      assertThat(call(InterfaceSlot.Read, file, buffer.address(), 15L, 100, out.address()))
          .isEqualTo(NtStatus.STATUS_END_OF_FILE);
    }
  }

  @Test
  void whatIsAbsentIsNotFoundAndNothingCanBeMade() throws IOException {
    try (FileSystemHost host = HelloFileSystem.mount(dll.library(), "\\\\hello\\world")) {
      assertThat(host.mountPoint()).isEmpty();
      long absent = WideString.allocate(arena, "\\absent").address();
      assertThat(call(InterfaceSlot.GetSecurityByName, absent, 0L, 0L, 0L))
          .isEqualTo(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND);
      assertThat(call(InterfaceSlot.Create, absent, 0, 0, 0, 0L, 0L, out.address(), info.address()))
          .isEqualTo(NtStatus.STATUS_MEDIA_WRITE_PROTECTED);
    }
    assertThat(dll.calls).startsWith("create WinFsp.Net", "start 0");
  }

  @Test
  void theDocumentationShowsThisProgram() throws IOException {
    Path module = Path.of(System.getProperty("ramdrive.root"), "winfsp-binding", "src");
    Path source = Path.of("java", "io", "ramdrive", "winfsp", "binding");
    String example = read(module.resolve("test").resolve(source).resolve("HelloFileSystem.java"));
    String documentation =
        read(module.resolve("main").resolve(source).resolve("package-info.java"));

    String program =
        example.substring(example.indexOf("// @start\n") + 10, example.indexOf("// @end"));
    String shown =
        documentation
            .lines()
            .map(line -> line.replaceFirst("^ \\* ?", ""))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(shown).contains(program);
  }

  /** With the line ends of Java, whatever those of the working copy are. */
  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }
}
