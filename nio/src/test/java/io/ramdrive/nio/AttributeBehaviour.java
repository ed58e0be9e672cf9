// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attributes, their views, and the store. */
public abstract class AttributeBehaviour extends Behaviour {
  private static final FileTime THEN =
      FileTime.from(Instant.parse("2001-09-09T01:46:40.123456789Z"));

  protected AttributeBehaviour(Environment environment) {
    super(environment);
  }

  @Test
  void basicAttributesTellWhatAFileIs() throws IOException {
    file("file", "content");
    link("link", "file");
    BasicFileAttributes file = Files.readAttributes(path("file"), BasicFileAttributes.class);
    assertThat(file.isRegularFile()).isTrue();
    assertThat(file.isDirectory() || file.isSymbolicLink() || file.isOther()).isFalse();
    assertThat(file.size()).isEqualTo(7);
    BasicFileAttributes directory = Files.readAttributes(dir(), BasicFileAttributes.class);
    assertThat(directory.isDirectory()).isTrue();
    BasicFileAttributes followed = Files.readAttributes(path("link"), BasicFileAttributes.class);
    assertThat(followed.fileKey()).isEqualTo(file.fileKey()).isNotEqualTo(directory.fileKey());
    assertThat(followed.fileKey()).hasSameHashCodeAs(file.fileKey());
    BasicFileAttributes link =
        Files.readAttributes(path("link"), BasicFileAttributes.class, NOFOLLOW_LINKS);
    assertThat(link.isSymbolicLink()).isTrue();
    assertThat(link.size()).isEqualTo(4);
    refused(
        NoSuchFileException.class,
        () -> Files.readAttributes(path("none"), BasicFileAttributes.class));
    refused(
        NoSuchFileException.class,
        () -> Files.readAttributes(path("file/x"), BasicFileAttributes.class));
  }

  @Test
  void timesMoveWithChanges() throws IOException {
    Path file = file("file", "content");
    Files.setLastModifiedTime(file, THEN);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(THEN);
    Files.writeString(file, "more");
    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(THEN);
    Files.setLastModifiedTime(dir(), THEN);
    file("other", "");
    assertThat(Files.getLastModifiedTime(dir())).isGreaterThan(THEN);
    Files.setLastModifiedTime(dir(), THEN);
    Files.delete(path("other"));
    assertThat(Files.getLastModifiedTime(dir())).isGreaterThan(THEN);
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    assertThat(now.creationTime()).isGreaterThan(THEN);
  }

  @Test
  void timesAreSetOneByOne() throws IOException {
    Path file = file("file", "");
    BasicFileAttributeView view = Files.getFileAttributeView(file, BasicFileAttributeView.class);
    assertThat(view.name()).isEqualTo("basic");
    FileTime later = FileTime.fromMillis(THEN.toMillis() + 5000);
    view.setTimes(THEN, later, null);
    assertThat(view.readAttributes().lastModifiedTime()).isEqualTo(THEN);
    assertThat(view.readAttributes().lastAccessTime()).isEqualTo(later);
    view.setTimes(null, THEN, null);
    assertThat(view.readAttributes().lastModifiedTime()).isEqualTo(THEN);
    assertThat(view.readAttributes().lastAccessTime()).isEqualTo(THEN);
    FileTime created = view.readAttributes().creationTime();
    view.setTimes(null, null, THEN);
    view.setTimes(null, null, null);
    assertThat(view.readAttributes().creationTime()).isEqualTo(created);
    Path link = link("link", "file");
    Files.getFileAttributeView(link, BasicFileAttributeView.class, NOFOLLOW_LINKS)
        .setTimes(later, later, null);
    assertThat(Files.getLastModifiedTime(link, NOFOLLOW_LINKS)).isEqualTo(later);
    assertThat(Files.getLastModifiedTime(link)).isEqualTo(THEN);
    refused(NoSuchFileException.class, () -> Files.setLastModifiedTime(path("none"), THEN));
  }

  @Test
  void posixAttributes() throws IOException {
    Path file = file("file", "");
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    assertThat(view.name()).isEqualTo("posix");
    PosixFileAttributes attributes = view.readAttributes();
    assertThat(PosixFilePermissions.toString(attributes.permissions())).isEqualTo("rw-r--r--");
    assertThat(attributes.owner()).isEqualTo(view.getOwner()).isEqualTo(Files.getOwner(file));
    assertThat(attributes.owner()).hasToString("root");
    assertThat(attributes.group()).hasToString("root").isInstanceOf(GroupPrincipal.class);
    view.setPermissions(PosixFilePermissions.fromString("--x-w-r--"));
    assertThatPath(file).hasPermissions("--x-w-r--");
    Path link = link("link", "file");
    Files.setPosixFilePermissions(link, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatPath(file).hasPermissions("rwxrwxrwx");
    refused(
        NoSuchFileException.class,
        () ->
            Files.setPosixFilePermissions(
                path("none"), PosixFilePermissions.fromString("---------")));
  }

  @Test
  void ownersAreLookedUpAndSet() throws IOException {
    Path file = file("file", "");
    UserPrincipalLookupService lookup = dir().getFileSystem().getUserPrincipalLookupService();
    UserPrincipal daemon = lookup.lookupPrincipalByName("daemon");
    GroupPrincipal group = lookup.lookupPrincipalByGroupName("daemon");
    Files.setOwner(file, daemon);
    Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(group);
    assertThatPath(file).hasAttribute("unix:uid", 1).hasAttribute("unix:gid", 1);
    assertThat(Files.getOwner(file)).isEqualTo(daemon).hasToString("daemon");
    assertThat(daemon).isNotEqualTo(group);
    Files.setOwner(file, lookup.lookupPrincipalByName("54321"));
    assertThat(Files.getOwner(file)).hasToString("54321");
    assertThatPath(file).hasAttribute("unix:uid", 54321);
    refused(
        UserPrincipalNotFoundException.class, () -> lookup.lookupPrincipalByName("no-such-user"));
    refused(
        UserPrincipalNotFoundException.class,
        () -> lookup.lookupPrincipalByGroupName("no-such-group"));
    refused(IOException.class, () -> Files.setOwner(file, group));
    Path link = link("link", "file");
    Files.getFileAttributeView(link, FileOwnerAttributeView.class, NOFOLLOW_LINKS).setOwner(daemon);
    assertThatPath(link).hasAttribute("unix:uid", 1);
    assertThatPath(file).hasAttribute("unix:uid", 54321);
  }

  @Test
  void aChangeOfOwnerTakesSetUserId() throws IOException {
    Path file = file("file", "");
    Files.setAttribute(file, "unix:mode", 06755);
    assertThatPath(file).hasAttribute("unix:mode", 0106755);
    Files.setAttribute(file, "unix:uid", 1);
    assertThatPath(file).hasAttribute("unix:mode", 0100755);
  }

  @Test
  void attributesByName() throws IOException {
    Path file = file("file", "content");
    assertThat(Files.getAttribute(file, "size")).isEqualTo(7L);
    assertThat(Files.getAttribute(file, "basic:size")).isEqualTo(7L);
    assertThat(Files.readAttributes(file, "*"))
        .containsOnlyKeys(
            "size",
            "creationTime",
            "lastAccessTime",
            "lastModifiedTime",
            "fileKey",
            "isDirectory",
            "isRegularFile",
            "isSymbolicLink",
            "isOther");
    assertThat(Files.readAttributes(file, "posix:permissions,size"))
        .containsOnlyKeys("permissions", "size");
    assertThat(Files.readAttributes(file, "posix:*")).hasSize(12).containsKeys("owner", "group");
    Map<String, Object> unix = Files.readAttributes(file, "unix:*");
    assertThat(unix).hasSize(20);
    assertThat(unix.get("mode")).isEqualTo(0100644);
    assertThat(unix.get("ino")).isInstanceOf(Long.class);
    assertThat(unix.get("dev")).isInstanceOf(Long.class);
    assertThat(unix.get("rdev")).isEqualTo(0L);
    assertThat(unix.get("nlink")).isEqualTo(1);
    assertThat(unix.get("uid")).isEqualTo(0);
    assertThat(unix.get("gid")).isEqualTo(0);
    assertThat(unix.get("ctime")).isInstanceOf(FileTime.class);
    assertThat(Files.readAttributes(file, "owner:*")).containsOnlyKeys("owner");
    assertThat(Files.readAttributes(file, "dos:*")).hasSize(13).containsEntry("hidden", false);
    assertThat(Files.readAttributes(file, "size,*")).hasSize(9);
  }

  @Test
  void unknownAttributesAreRefused() throws IOException {
    Path file = file("file", "");
    Class<? extends Throwable> unknown = IllegalArgumentException.class;
    refused(unknown, () -> Files.getAttribute(file, "colour"));
    refused(unknown, () -> Files.readAttributes(file, "size,colour"));
    refused(unknown, () -> Files.readAttributes(file, "posix:mode"));
    refused(unknown, () -> Files.readAttributes(file, ":size"));
    refused(unknown, () -> Files.readAttributes(file, ""));
    refused(unknown, () -> Files.setAttribute(file, "size", 3L));
    refused(unknown, () -> Files.setAttribute(file, "posix:mode", 3));
    refused(unknown, () -> Files.setAttribute(file, "owner:group", "x"));
    Class<? extends Throwable> noView = UnsupportedOperationException.class;
    refused(noView, () -> Files.getAttribute(file, "none:size"));
    refused(noView, () -> Files.setAttribute(file, "none:size", 3));
    refused(noView, () -> Files.getAttribute(file, "acl:acl"));
    refused(ClassCastException.class, () -> Files.setAttribute(file, "lastModifiedTime", "now"));
    assertThat(Files.getFileAttributeView(file, AclFileAttributeView.class)).isNull();
  }

  @Test
  void attributesAreSetByName() throws IOException {
    Path file = file("file", "");
    Files.setAttribute(file, "lastModifiedTime", THEN);
    Files.setAttribute(file, "basic:lastAccessTime", THEN);
    Files.setAttribute(file, "posix:permissions", PosixFilePermissions.fromString("rwx------"));
    assertThatPath(file)
        .hasAttribute("lastModifiedTime", THEN)
        .hasAttribute("lastAccessTime", THEN)
        .hasPermissions("rwx------");
    Files.setAttribute(file, "unix:mode", 01711);
    assertThatPath(file).hasAttribute("unix:mode", 0101711).hasPermissions("rwx--x--x");
    Files.setAttribute(file, "unix:gid", 7);
    assertThatPath(file).hasAttribute("unix:gid", 7);
    UserPrincipal owner = Files.getOwner(file);
    Files.setAttribute(file, "owner:owner", owner);
    Files.setAttribute(file, "posix:owner", owner);
    assertThat(Files.getOwner(file)).isEqualTo(owner);
  }

  @Test
  void userDefinedAttributes() throws IOException {
    Path file = file("file", "");
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    assertThat(view.name()).isEqualTo("user");
    assertThat(view.list()).isEmpty();
    ByteBuffer value = ByteBuffer.wrap(new byte[] {1, 2, 3});
    assertThat(view.write("one", value)).isEqualTo(3);
    assertThat(value.hasRemaining()).isFalse();
    assertThat(view.write("t\u00f6", ByteBuffer.allocateDirect(5))).isEqualTo(5);
    assertThat(view.list()).containsExactlyInAnyOrder("one", "t\u00f6");
    assertThat(view.size("one")).isEqualTo(3);
    ByteBuffer into = ByteBuffer.allocate(10);
    assertThat(view.read("one", into)).isEqualTo(3);
    assertThat(into.position()).isEqualTo(3);
    refused(FileSystemException.class, () -> view.read("one", ByteBuffer.allocate(2)));
    refused(
        IllegalArgumentException.class,
        () -> view.read("one", ByteBuffer.allocate(9).asReadOnlyBuffer()));
    view.write("one", ByteBuffer.wrap(new byte[] {9}));
    assertThat(Files.getAttribute(file, "user:one")).isEqualTo(new byte[] {9});
    assertThat(Files.readAttributes(file, "user:*")).containsOnlyKeys("one", "t\u00f6");
    Files.setAttribute(file, "user:three", new byte[] {3, 3});
    Files.setAttribute(file, "user:four", ByteBuffer.wrap(new byte[] {4}));
    assertThat(view.size("three")).isEqualTo(2);
    view.delete("one");
    assertThat(view.list()).containsExactlyInAnyOrder("t\u00f6", "three", "four");
    refused(FileSystemException.class, () -> view.size("one"));
    refused(FileSystemException.class, () -> view.delete("one"));
    refused(FileSystemException.class, () -> view.read("one", into));
    refused(FileSystemException.class, () -> view.write("n".repeat(300), ByteBuffer.allocate(1)));
    view.write("empty", ByteBuffer.allocate(0));
    assertThat(view.size("empty")).isZero();
  }

  @Test
  void userDefinedAttributesOfOthers() throws IOException {
    file("file", "");
    link("link", "file");
    Files.setAttribute(
        dir(), "user:of", "directory".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(Files.getFileAttributeView(dir(), UserDefinedFileAttributeView.class).list())
        .containsExactly("of");
    Files.setAttribute(path("link"), "user:a", new byte[] {1});
    assertThat(Files.getAttribute(path("file"), "user:a")).isEqualTo(new byte[] {1});
    UserDefinedFileAttributeView ofLink =
        Files.getFileAttributeView(
            path("link"), UserDefinedFileAttributeView.class, NOFOLLOW_LINKS);
    assertThatThrownBy(ofLink::list).isInstanceOf(IOException.class);
  }

  @Test
  void dosAttributes() throws IOException {
    Path file = file("file", "content");
    DosFileAttributeView view = Files.getFileAttributeView(file, DosFileAttributeView.class);
    assertThat(view.name()).isEqualTo("dos");
    view.setHidden(true);
    view.setArchive(true);
    view.setSystem(true);
    view.setSystem(false);
    DosFileAttributes attributes = Files.readAttributes(file, DosFileAttributes.class);
    assertThat(attributes.isHidden()).isTrue();
    assertThat(attributes.isArchive()).isTrue();
    assertThat(attributes.isSystem()).isFalse();
    assertThat(attributes.isReadOnly()).isFalse();
    assertThat(attributes.size()).isEqualTo(7);
    assertThat(attributes.isRegularFile()).isTrue();
    Files.setAttribute(file, "dos:readonly", true);
    assertThat(Files.getAttribute(file, "dos:readonly")).isEqualTo(true);
    assertThat(Files.isWritable(file)).isTrue();
    assertThat(Files.isHidden(file)).isFalse();
  }

  @Test
  void theStoreTellsItsFigures() throws IOException {
    Path file = file("file", "content");
    FileStore store = Files.getFileStore(file);
    assertThat(store.isReadOnly()).isFalse();
    assertThat(store.getBlockSize()).isPositive();
    assertThat(store.getTotalSpace()).isGreaterThanOrEqualTo(store.getUsableSpace());
    assertThat(store.getAttribute("totalSpace")).isEqualTo(store.getTotalSpace());
    assertThat(store.getAttribute("usableSpace")).isInstanceOf(Long.class);
    assertThat(store.getAttribute("unallocatedSpace")).isInstanceOf(Long.class);
    refused(UnsupportedOperationException.class, () -> store.getAttribute("none"));
    for (String view : new String[] {"basic", "posix", "owner", "unix", "user"}) {
      assertThat(store.supportsFileAttributeView(view)).as(view).isTrue();
      assertThat(dir().getFileSystem().supportedFileAttributeViews()).contains(view);
    }
    assertThat(store.supportsFileAttributeView("acl")).isFalse();
    assertThat(store.supportsFileAttributeView(PosixFileAttributeView.class)).isTrue();
    assertThat(store.supportsFileAttributeView(AclFileAttributeView.class)).isFalse();
    assertThat(store).isEqualTo(Files.getFileStore(dir()));
    refused(NoSuchFileException.class, () -> Files.getFileStore(path("none")));
  }
}
