// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All structs against the headers: sizes, places, and that accessors touch just their member. */
class StructTest {
  /**
   * A struct and the class for it.
   *
   * @param names header's names of members whose constants are called otherwise
   * @param unbound members without a constant
   */
  record Binding(String struct, Class<?> type, Map<String, String> names, Set<String> unbound) {
    @Override
    public String toString() {
      return struct;
    }
  }

  static Stream<Binding> bindings() {
    return Stream.of(
        all("FSP_FSCTL_VOLUME_INFO", VolumeInfo.class),
        all("FSP_FSCTL_FILE_INFO", FileInfo.class),
        all("FSP_FSCTL_OPEN_FILE_INFO", OpenFileInfo.class),
        all("FSP_FSCTL_DIR_INFO", DirInfo.class),
        all("FSP_FSCTL_STREAM_INFO", StreamInfo.class),
        all("FSP_FSCTL_NOTIFY_INFO", NotifyInfo.class),
        all("FSP_FSCTL_TRANSACT_FULL_CONTEXT", FullContext.class),
        all("FSP_FILE_SYSTEM_OPERATION_CONTEXT", OperationContext.class),
        all("FILE_FULL_EA_INFORMATION", FullEaInformation.class),
        new Binding("IO_STATUS_BLOCK", IoStatusBlock.class, Map.of(), Set.of("Pointer")),
        all("FSP_FSCTL_VOLUME_PARAMS", VolumeParams.class),
        new Binding(
            "REPARSE_DATA_BUFFER",
            ReparseDataBuffer.class,
            reparseNames(),
            Set.of("SymbolicLinkReparseBuffer", "MountPointReparseBuffer", "GenericReparseBuffer")),
        new Binding(
            "FSP_FSCTL_TRANSACT_REQ", TransactReq.class, requestNames(), notBound(requestNames())),
        new Binding(
            "FSP_FSCTL_TRANSACT_RSP",
            TransactRsp.class,
            responseNames(),
            notBound(responseNames())),
        new Binding(
            "FSP_FILE_SYSTEM", FspFileSystem.class, Map.of(), fileSystemMembersOfWinFspsOwn()));
  }

  private static Binding all(String struct, Class<?> type) {
    return new Binding(struct, type, Map.of(), Set.of());
  }

  private static Map<String, String> reparseNames() {
    Map<String, String> names = new HashMap<>();
    for (String member :
        List.of(
            "SubstituteNameOffset",
            "SubstituteNameLength",
            "PrintNameOffset",
            "PrintNameLength",
            "PathBuffer")) {
      names.put("SymbolicLinkReparseBuffer." + member, "SymbolicLink" + member);
      names.put("MountPointReparseBuffer." + member, "MountPoint" + member);
    }
    names.put("SymbolicLinkReparseBuffer.Flags", "SymbolicLinkFlags");
    names.put("GenericReparseBuffer.DataBuffer", "DataBuffer");
    return names;
  }

  private static Map<String, String> requestNames() {
    Map<String, String> names = new HashMap<>();
    for (String member :
        List.of(
            "CreateOptions",
            "FileAttributes",
            "AllocationSize",
            "AccessToken",
            "DesiredAccess",
            "GrantedAccess",
            "ShareAccess")) {
      names.put("Req.Create." + member, member);
    }
    names.put("FileName.Offset", "FileNameOffset");
    names.put("FileName.Size", "FileNameSize");
    return names;
  }

  private static Map<String, String> responseNames() {
    return Map.of(
        "IoStatus.Information", "IoStatusInformation",
        "IoStatus.Status", "IoStatusStatus",
        "Rsp.Write.FileInfo", "WriteFileInfo");
  }

  /** Of a request or a response, what is of one kind only: all nested members but those named. */
  private static Set<String> notBound(Map<String, String> names) {
    Set<String> nested = new HashSet<>(Set.of("IoStatus"));
    for (String struct : List.of("FSP_FSCTL_TRANSACT_REQ", "FSP_FSCTL_TRANSACT_RSP")) {
      Headers.struct(struct).fields().keySet().stream()
          .filter(name -> name.contains(".") && !names.containsKey(name))
          .forEach(nested::add);
    }
    return nested;
  }

  private static Set<String> fileSystemMembersOfWinFspsOwn() {
    Set<String> own = new HashSet<>(Headers.struct("FSP_FILE_SYSTEM").fields().keySet());
    own.removeAll(
        Set.of("Version", "UserContext", "VolumeName", "VolumeHandle", "Interface", "MountPoint"));
    return own;
  }

  @ParameterizedTest
  @MethodSource("bindings")
  void theSizeIsTheHeaders(Binding binding) throws Exception {
    assertThat((long) binding.type().getField("SIZE").getInt(null))
        .isEqualTo(Headers.struct(binding.struct()).size());
  }

  @ParameterizedTest
  @MethodSource("bindings")
  void everyMemberHasTheHeadersPlaceAndNoneIsMissing(Binding binding) throws Exception {
    Map<String, Integer> bound = ConstantsTest.intConstants(binding.type());
    bound.keySet().removeIf(name -> name.equals("SIZE") || name.endsWith("Valid"));

    assertThat(bound).containsExactlyInAnyOrderEntriesOf(places(binding));
  }

  private static Map<String, Integer> places(Binding binding) {
    Map<String, Integer> places = new HashMap<>();
    for (Headers.Field field : Headers.struct(binding.struct()).fields().values()) {
      if (!binding.unbound().contains(field.name()) && field.bit() == 0) {
        String name = binding.names().getOrDefault(field.name(), field.name());
        places.put(name, (int) field.offset());
      }
    }
    if (binding.type() == VolumeParams.class) {
      places.put("Flags", offset(binding, "CaseSensitiveSearch"));
      places.put("TimeoutFlags", offset(binding, "VolumeInfoTimeoutValid"));
    }
    return places;
  }

  private static int offset(Binding binding, String field) {
    Map<String, Headers.Field> fields = Headers.struct(binding.struct()).fields();
    return (int) Objects.requireNonNull(fields.get(field)).offset();
  }

  @ParameterizedTest
  @MethodSource("bindings")
  void everySetterWritesItsMemberAndNothingElse(Binding binding) throws Exception {
    Map<String, Integer> places = places(binding);
    for (Method setter : binding.type().getMethods()) {
      if (setter.getParameterCount() != 3 || setter.getReturnType() != void.class) {
        continue;
      }
      String name = header(setter.getName());
      int size = size(binding, name);
      MemorySegment memory = MemorySegment.ofArray(new byte[1024]);
      setter.invoke(null, memory, 16L, allOnes(setter.getParameterTypes()[2]));

      int start = 16 + Objects.requireNonNull(places.get(name));
      byte[] bytes = memory.toArray(ValueLayout.JAVA_BYTE);
      assertThat(IntStream.range(0, bytes.length).filter(i -> bytes[i] == -1))
          .as(setter.getName())
          .containsExactlyElementsOf(IntStream.range(start, start + size).boxed().toList());
      Method getter = binding.type().getMethod(setter.getName(), MemorySegment.class, long.class);
      assertThat(((Number) getter.invoke(null, memory, 16L)).longValue())
          .as(setter.getName())
          .isEqualTo(size == 2 ? 0xFFFF : -1);
    }
  }

  private static String header(String accessor) {
    String name = Character.toUpperCase(accessor.charAt(0)) + accessor.substring(1);
    return name.equals("InterfaceTable") ? "Interface" : name;
  }

  private static int size(Binding binding, String constant) {
    if (binding.type() == VolumeParams.class && constant.endsWith("Flags")) {
      return Integer.BYTES;
    }
    Map<String, Headers.Field> fields = Headers.struct(binding.struct()).fields();
    for (Headers.Field field : fields.values()) {
      if (binding.names().getOrDefault(field.name(), field.name()).equals(constant)) {
        return (int) field.size();
      }
    }
    throw new IllegalArgumentException(constant);
  }

  private static Number allOnes(Class<?> type) {
    if (type == long.class) {
      return -1L;
    }
    if (type == int.class) {
      return -1;
    }
    return (byte) -1;
  }

  @Test
  void aStructMayStandAtAnyAddress() {
    try (Arena arena = Arena.ofConfined()) {
      long odd = arena.allocate(FileInfo.SIZE + 1).address() + 1;
      FileInfo.fileSize(Pointer.MEMORY, odd, 42);

      assertThat(FileInfo.fileSize(Pointer.MEMORY, odd)).isEqualTo(42);
    }
  }
}
