// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Attributes by name, {@code view:name}; without a view it is {@code basic}. */
final class NamedAttributes {
  private static final Map<String, Function<BasicFileAttributes, Object>> BASIC =
      Map.of(
          "size", BasicFileAttributes::size,
          "creationTime", BasicFileAttributes::creationTime,
          "lastAccessTime", BasicFileAttributes::lastAccessTime,
          "lastModifiedTime", BasicFileAttributes::lastModifiedTime,
          "fileKey", BasicFileAttributes::fileKey,
          "isDirectory", BasicFileAttributes::isDirectory,
          "isRegularFile", BasicFileAttributes::isRegularFile,
          "isSymbolicLink", BasicFileAttributes::isSymbolicLink,
          "isOther", BasicFileAttributes::isOther);

  private static final Map<String, Function<FileStatus, Object>> OWNER =
      Map.of("owner", FileStatus::owner);

  private static final Map<String, Function<FileStatus, Object>> POSIX =
      with(
          BASIC,
          Map.of(
              "permissions", FileStatus::permissions,
              "owner", FileStatus::owner,
              "group", FileStatus::group));

  private static final Map<String, Function<FileStatus, Object>> UNIX =
      with(
          POSIX,
          Map.of(
              "mode", FileStatus::mode,
              "ino", FileStatus::id,
              "dev", FileStatus::drive,
              "rdev", status -> Integer.toUnsignedLong(status.deviceNumber()),
              "nlink", FileStatus::links,
              "uid", FileStatus::uid,
              "gid", FileStatus::gid,
              "ctime", FileStatus::statusChangeTime));

  private static final Map<String, Function<DosFileAttributes, Object>> DOS =
      with(
          BASIC,
          Map.of(
              "readonly", DosFileAttributes::isReadOnly,
              "hidden", DosFileAttributes::isHidden,
              "system", DosFileAttributes::isSystem,
              "archive", DosFileAttributes::isArchive));

  private final String view;
  private final String name;

  private NamedAttributes(String text) {
    int colon = text.indexOf(':');
    view = colon < 0 ? "basic" : text.substring(0, colon);
    name = text.substring(colon + 1);
    if (view.isEmpty()) {
      throw new IllegalArgumentException(text);
    }
  }

  private static <A> Map<String, Function<A, Object>> with(
      Map<String, ? extends Function<? super A, Object>> general,
      Map<String, Function<A, Object>> more) {
    Map<String, Function<A, Object>> all = new HashMap<>(more);
    general.forEach((name, reader) -> all.put(name, reader::apply));
    return Map.copyOf(all);
  }

  static Map<String, Object> read(Place place, String attributes, boolean follow)
      throws IOException {
    NamedAttributes wanted = new NamedAttributes(attributes);
    List<String> names = List.of(wanted.name.split(",", -1));
    return switch (wanted.view) {
      case "basic" -> select(BASIC, names, () -> AttributeReading.status(place, follow));
      case "owner" -> select(OWNER, names, () -> AttributeReading.status(place, follow));
      case "posix" -> select(POSIX, names, () -> AttributeReading.status(place, follow));
      case "unix" -> select(UNIX, names, () -> AttributeReading.status(place, follow));
      case "dos" -> select(DOS, names, new DosView(place, follow)::readAttributes);
      case "user" -> readUserDefined(new UserDefinedView(place, follow), names);
      default -> throw wanted.noView();
    };
  }

  /** Reads the attributes of a file, once. */
  private interface Source<A> {
    A read() throws IOException;
  }

  private static <A> Map<String, Object> select(
      Map<String, ? extends Function<? super A, Object>> readers,
      List<String> names,
      Source<A> source)
      throws IOException {
    for (String name : names) {
      if (!name.equals("*") && !readers.containsKey(name)) {
        throw new IllegalArgumentException("'" + name + "' not recognized");
      }
    }
    A attributes = source.read();
    Map<String, Object> values = new HashMap<>();
    readers.forEach(
        (name, reader) -> {
          if (names.contains("*") || names.contains(name)) {
            values.put(name, reader.apply(attributes));
          }
        });
    return Map.copyOf(values);
  }

  private static Map<String, Object> readUserDefined(UserDefinedView view, List<String> names)
      throws IOException {
    List<String> selected = names.contains("*") ? view.list() : names;
    Map<String, Object> values = new HashMap<>();
    for (String name : selected) {
      values.put(name, view.value(name));
    }
    return Map.copyOf(values);
  }

  static void set(Place place, String attribute, Object value, boolean follow) throws IOException {
    NamedAttributes wanted = new NamedAttributes(attribute);
    PosixView file = new PosixView(wanted.view, place, follow);
    boolean done =
        switch (wanted.view) {
          case "basic" -> wanted.setBasic(file, value);
          case "owner" -> wanted.setOwner(file, value);
          case "posix" ->
              wanted.setBasic(file, value)
                  || wanted.setOwner(file, value)
                  || wanted.setPosix(file, value);
          case "unix" ->
              wanted.setBasic(file, value)
                  || wanted.setOwner(file, value)
                  || wanted.setPosix(file, value)
                  || wanted.setUnix(place, follow, value);
          case "dos" ->
              wanted.setBasic(file, value) || wanted.setDos(new DosView(place, follow), value);
          case "user" -> wanted.setUserDefined(new UserDefinedView(place, follow), value);
          default -> throw wanted.noView();
        };
    if (!done) {
      throw new IllegalArgumentException(
          "'" + wanted.view + ":" + wanted.name + "' not recognized");
    }
  }

  private boolean setBasic(PosixView file, Object value) throws IOException {
    switch (name) {
      case "lastModifiedTime" -> file.setTimes((FileTime) value, null, null);
      case "lastAccessTime" -> file.setTimes(null, (FileTime) value, null);
      case "creationTime" -> file.setTimes(null, null, (FileTime) value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean setOwner(PosixView file, Object value) throws IOException {
    if (name.equals("owner")) {
      file.setOwner((UserPrincipal) value);
      return true;
    }
    return false;
  }

  @SuppressWarnings("unchecked")
  private boolean setPosix(PosixView file, Object value) throws IOException {
    switch (name) {
      case "permissions" -> file.setPermissions((Set<PosixFilePermission>) value);
      case "group" -> file.setGroup((GroupPrincipal) value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean setUnix(Place place, boolean follow, Object value) throws IOException {
    switch (name) {
      case "mode" -> AttributeWriting.setMode(place, follow, (Integer) value);
      case "uid" ->
          AttributeWriting.setOwner(place, follow, (Integer) value, AttributeWriting.SAME);
      case "gid" ->
          AttributeWriting.setOwner(place, follow, AttributeWriting.SAME, (Integer) value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean setDos(DosView file, Object value) throws IOException {
    switch (name) {
      case "readonly" -> file.setReadOnly((Boolean) value);
      case "hidden" -> file.setHidden((Boolean) value);
      case "system" -> file.setSystem((Boolean) value);
      case "archive" -> file.setArchive((Boolean) value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean setUserDefined(UserDefinedView file, Object value) throws IOException {
    ByteBuffer bytes =
        Objects.requireNonNull(value) instanceof byte[] array
            ? ByteBuffer.wrap(array)
            : (ByteBuffer) value;
    file.write(name, bytes);
    return true;
  }

  private UnsupportedOperationException noView() {
    return new UnsupportedOperationException("View '" + view + "' not available");
  }
}
