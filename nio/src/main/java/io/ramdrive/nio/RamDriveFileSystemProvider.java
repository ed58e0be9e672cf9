// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The provider of the scheme {@code ramdrive}: drives in memory for {@code java.nio.file}.
 *
 * {@snippet :
 * try (FileSystem drive =
 *     FileSystems.newFileSystem(URI.create("ramdrive:build"), Map.of("size", "64m"))) {
 *   Files.writeString(drive.getPath("/hello.txt"), "hello");
 * }
 * }
 *
 * <p>What {@code newFileSystem} makes has a volume of its own, which ends with it. Its options, all
 * with a default: {@code size} (bytes that files can hold, such as 65536 or "512m"; 512m), {@code
 * maxInodes} (one for each KiB of the largest heap), {@code pageSizeKb} (4 to 2048; 4), {@code uid}
 * and {@code gid} (who the file system acts as and who owns its root; those of this process). For a
 * file system over a volume that exists see {@link RamDriveFileSystem#over}.
 *
 * <p>A path's URI is {@code ramdrive://name/path}.
 */
public final class RamDriveFileSystemProvider extends FileSystemProvider {
  private static final RamDriveFileSystemProvider INSTANCE = new RamDriveFileSystemProvider();

  /** For {@link java.util.ServiceLoader} on the class path; use the file systems instead. */
  public RamDriveFileSystemProvider() {}

  /** The one provider: what {@link java.util.ServiceLoader} calls on the module path. */
  public static RamDriveFileSystemProvider provider() {
    return INSTANCE;
  }

  static RamDriveFileSystemProvider instance() {
    return INSTANCE;
  }

  @Override
  public String getScheme() {
    return PathUri.SCHEME;
  }

  /**
   * Makes a drive.
   *
   * @throws FileSystemAlreadyExistsException when there is a drive of that name in this JVM
   * @throws IllegalArgumentException when the URI or an option is wrong, in one sentence
   */
  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    return RamDriveFileSystem.create(PathUri.fileSystemName(uri), new VolumeEnvironment(env));
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return open(uri);
  }

  @Override
  public Path getPath(URI uri) {
    byte[] path = PathUri.path(uri);
    return RamDrivePath.of(open(uri), path);
  }

  private static RamDriveFileSystem open(URI uri) {
    String name = PathUri.fileSystemName(uri);
    RamDriveFileSystem fileSystem = OpenFileSystems.find(name);
    if (fileSystem == null) {
      throw new FileSystemNotFoundException("There is no drive " + name + " in this JVM.");
    }
    return fileSystem;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return newFileChannel(path, options, attrs);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return FileOpening.open(Place.of(RamDrivePath.from(path)), OpenMode.of(options, true), attrs);
  }

  /** Without an executor, each operation runs on a virtual thread. */
  @Override
  public AsynchronousFileChannel newAsynchronousFileChannel(
      Path path,
      Set<? extends OpenOption> options,
      @Nullable ExecutorService executor,
      FileAttribute<?>... attrs)
      throws IOException {
    return new RamDriveAsynchronousFileChannel(
        FileOpening.open(Place.of(RamDrivePath.from(path)), OpenMode.of(options, false), attrs),
        executor);
  }

  /** A {@link java.nio.file.SecureDirectoryStream}. */
  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    RamDrivePath path = RamDrivePath.from(dir);
    Objects.requireNonNull(filter);
    return RamDriveDirectoryStream.open(Place.of(path), path, true, filter);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
    NameOperations.createDirectory(Place.of(RamDrivePath.from(dir)), attrs);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attrs)
      throws IOException {
    RamDrivePath path = RamDrivePath.from(link);
    NameOperations.createSymbolicLink(path, RamDrivePath.from(target).bytes(), attrs);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    NameOperations.createLink(RamDrivePath.from(link), RamDrivePath.from(existing));
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return NameOperations.readSymbolicLink(RamDrivePath.from(link));
  }

  @Override
  public void delete(Path path) throws IOException {
    NameOperations.delete(Place.of(RamDrivePath.from(path)), NameOperations.Kind.ANY);
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    try {
      delete(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Within a drive, files share their memory with the copy until one of them is changed. */
  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    new Copying(
            RamDrivePath.from(source), RamDrivePath.from(target), TransferOptions.ofCopy(options))
        .run();
  }

  /**
   * Within a drive a rename: whoever looks sees the target as it was or as it is then. With {@link
   * java.nio.file.StandardCopyOption#REPLACE_EXISTING} that holds too, unless one of the two is a
   * directory and the other is not.
   */
  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    new Moving(
            RamDrivePath.from(source), RamDrivePath.from(target), TransferOptions.ofMove(options))
        .run();
  }

  @Override
  public boolean isSameFile(Path path, Path path2) throws IOException {
    RamDrivePath first = RamDrivePath.from(path);
    if (first.equals(path2)) {
      return true;
    }
    return Objects.requireNonNull(path2) instanceof RamDrivePath second
        && first.getFileSystem() == second.getFileSystem()
        && AttributeReading.id(first) == AttributeReading.id(second);
  }

  @Override
  public boolean isHidden(Path path) {
    RamDrivePath name = RamDrivePath.from(path).getFileName();
    return name != null && !name.isEmpty() && name.bytes()[0] == '.';
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    RamDrivePath file = RamDrivePath.from(path);
    AttributeReading.id(file);
    return file.getFileSystem().store();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    AttributeReading.checkAccess(RamDrivePath.from(path), modes);
  }

  @Override
  public boolean exists(Path path, LinkOption... options) {
    return AttributeReading.exists(Place.of(RamDrivePath.from(path)), Links.followed(options));
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return AttributeViews.of(Place.of(RamDrivePath.from(path)), type, Links.followed(options));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return AttributeViews.read(Place.of(RamDrivePath.from(path)), type, Links.followed(options));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return NamedAttributes.read(
        Place.of(RamDrivePath.from(path)), attributes, Links.followed(options));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    NamedAttributes.set(
        Place.of(RamDrivePath.from(path)), attribute, value, Links.followed(options));
  }
}
