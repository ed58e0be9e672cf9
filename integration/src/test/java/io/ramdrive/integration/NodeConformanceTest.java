// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.AT_EMPTY_PATH;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_DIRECTORY;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_NONBLOCK;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.O_TMPFILE;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.S_IFBLK;
import static io.ramdrive.integration.LinuxFlags.S_IFCHR;
import static io.ramdrive.integration.LinuxFlags.S_IFIFO;
import static io.ramdrive.integration.LinuxFlags.S_IFREG;
import static io.ramdrive.integration.LinuxFlags.S_IFSOCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FIFOs, sockets and device nodes (mknod(2)), deleted but open files, and files without a name. */
class NodeConformanceTest {
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  @Test
  void fifoPassesData() {
    Path fifo = DRIVE.directory().resolve("fifo");
    Posix.mknod(fifo, S_IFIFO | 0644, 0, 0);
    assertThat(Posix.stat(fifo).mode()).isEqualTo(S_IFIFO | 0644);
    int out = Posix.open(fifo, O_RDONLY | O_NONBLOCK);
    int in = Posix.open(fifo, O_WRONLY);
    Posix.write(in, DATA);
    assertThat(Posix.read(out, 100)).isEqualTo(DATA);
    Posix.close(in);
    assertThat(Posix.read(out, 100)).as("end of file").isEmpty();
    Posix.close(out);
    assertThat(Posix.stat(fifo).size()).isZero();
  }

  @Test
  void socketAcceptsConnections() throws Exception {
    // sun_path holds 108 bytes only: a short name, in the root.
    Path path = DRIVE.root().resolve("s");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      assertThat(Posix.stat(path).type()).isEqualTo(S_IFSOCK);
      try (SocketChannel client = SocketChannel.open(address);
          SocketChannel accepted = server.accept()) {
        client.write(ByteBuffer.wrap(DATA));
        ByteBuffer received = ByteBuffer.allocate(DATA.length);
        accepted.read(received);
        assertThat(received.array()).isEqualTo(DATA);
      }
    }
    Posix.unlink(path);
  }

  @Test
  void deviceNodesNameTheirDevice() {
    int[][] devices = {{1, 3}, {0, 0}, {4, 255}, {259, 70_000}, {4_095, 1_048_575}};
    for (int[] device : devices) {
      for (int type : new int[] {S_IFCHR, S_IFBLK}) {
        Path path = DRIVE.directory().resolve(type + "-" + device[0] + "-" + device[1]);
        Posix.mknod(path, type | 0600, device[0], device[1]);
        Stat stat = Posix.stat(path);
        assertThat(stat.mode()).as("%s", path).isEqualTo(type | 0600);
        assertThat(stat.rdevMajor()).as("major of %s", path).isEqualTo(device[0]);
        assertThat(stat.rdevMinor()).as("minor of %s", path).isEqualTo(device[1]);
      }
    }
  }

  @Test
  void deviceNodeWorksForRoot() {
    Path zero = DRIVE.directory().resolve("zero");
    Posix.mknod(zero, S_IFCHR | 0666, 1, 5);
    int fd = Posix.open(zero, O_RDWR);
    assertThat(Posix.read(fd, 10)).isEqualTo(new byte[10]);
    assertThat(Posix.write(fd, DATA)).isEqualTo(DATA.length);
    Posix.close(fd);
  }

  @Test
  void mknodErrors() {
    Path file = DRIVE.directory().resolve("file");
    Posix.mknod(file, S_IFREG | 0640, 0, 0);
    assertThat(Posix.stat(file).mode()).as("a regular file").isEqualTo(S_IFREG | 0640);
    assertThat(Posix.errno(() -> Posix.mknod(file, S_IFIFO | 0644, 0, 0))).isEqualTo("EEXIST");
    Path device = DRIVE.directory().resolve("device");
    Posix.chmod(DRIVE.directory(), 0777);
    assertThat(User.NOBODY.errno(() -> Posix.mknod(device, S_IFCHR | 0666, 1, 3)))
        .isEqualTo("EPERM");
    assertThat(User.NOBODY.errno(() -> Posix.mknod(device, S_IFIFO | 0666, 0, 0))).isEqualTo("OK");
    assertThat(Posix.stat(device).uid()).isEqualTo(User.NOBODY.uid());
  }

  @Test
  void deletedFileWorksWhileOpen() {
    Path file = DRIVE.directory().resolve("file");
    StatFs before = Posix.statfs(file.getParent());
    Content.write(file, Pattern.bytes(1, 0, 100_000));
    int fd = Posix.open(file, O_RDWR);
    int second = Posix.open(file, O_RDONLY);
    Posix.unlink(file);

    assertThat(Posix.stat(fd).links()).isZero();
    Pattern.check("deleted", 1, 0, 100_000, Content.read(fd));
    assertThat(Posix.pwrite(fd, Pattern.bytes(1, 100_000, 50_000), 100_000)).isEqualTo(50_000);
    Posix.fchmod(fd, 0600);
    Pattern.check("extended", 1, 0, 150_000, Content.read(second));
    Posix.ftruncate(fd, 10);
    assertThat(Posix.fstatSize(second)).isEqualTo(10);
    Content.write(file, "another");
    assertThat(Posix.stat(file).inode()).isNotEqualTo(Posix.stat(fd).inode());
    Pattern.check("deleted", 1, 0, 10, Content.read(second));
    assertThat(Posix.errno(() -> link(fd, file.resolveSibling("again")))).isEqualTo("ENOENT");
    Posix.close(fd);
    Posix.close(second);
    Posix.unlink(file);
    assertThat(Posix.statfs(file.getParent())).isEqualTo(before);
  }

  @Test
  void deletedDirectoryStaysEmpty() {
    Path directory = DRIVE.directory().resolve("directory");
    Posix.mkdir(directory, 0755);
    int fd = Posix.open(directory, O_RDONLY | O_DIRECTORY);
    Posix.rmdir(directory);
    assertThat(Posix.stat(fd).links()).isZero();
    byte[] name = {'x'};
    assertThat(Posix.errno(() -> Posix.openat(fd, name, O_WRONLY | O_CREAT, 0644)))
        .isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Dirent.next(fd, 1_000))).isEqualTo("ENOENT");
    Posix.close(fd);
  }

  @Test
  void fileWithoutNameCanGetOne() {
    Path named = DRIVE.directory().resolve("named");
    int fd = Posix.open(DRIVE.directory(), O_TMPFILE | O_RDWR, 0640);
    assertThat(Posix.stat(fd).links()).isZero();
    assertThat(Posix.stat(fd).mode()).isEqualTo(S_IFREG | 0640);
    Posix.write(fd, Pattern.bytes(2, 0, 70_000));
    link(fd, named);
    assertThat(Posix.stat(fd).links()).isEqualTo(1);
    Posix.close(fd);
    Pattern.check("named", 2, 0, 70_000, Content.read(named));
    assertThat(Posix.stat(named).links()).isEqualTo(1);
  }

  @Test
  void fileWithoutNameLeavesNothing() {
    StatFs before = Posix.statfs(DRIVE.root());
    int fd = Posix.open(DRIVE.directory(), O_TMPFILE | O_RDWR | O_EXCL, 0600);
    Posix.write(fd, Pattern.bytes(3, 0, 70_000));
    Pattern.check("nameless", 3, 0, 70_000, Content.read(fd));
    assertThat(Posix.errno(() -> link(fd, DRIVE.directory().resolve("never"))))
        .as("O_EXCL forbids a name")
        .isEqualTo("ENOENT");
    assertThat(Posix.statfs(DRIVE.root()).filesUsed()).isEqualTo(before.filesUsed() + 1);
    Posix.close(fd);
    assertThat(Posix.statfs(DRIVE.root())).isEqualTo(before);
  }

  private static void link(int fd, Path added) {
    Posix.linkat(fd, new byte[0], Posix.bytes(added), AT_EMPTY_PATH);
  }
}
