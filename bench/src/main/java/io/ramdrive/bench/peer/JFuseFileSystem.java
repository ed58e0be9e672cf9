// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.cryptomator.jfuse.api.DirFiller;
import org.cryptomator.jfuse.api.Errno;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.FuseOperations;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.Statvfs;
import org.cryptomator.jfuse.api.TimeSpec;
import org.jspecify.annotations.Nullable;

/** A {@link MemoryTree} on jfuse, which is on libfuse 3. */
final class JFuseFileSystem implements FuseOperations {
  private final MemoryTree tree = new MemoryTree();
  private final Errno errno;
  private final long blocks;

  /**
   * @param capacity bytes that the file system says it has
   */
  JFuseFileSystem(Errno errno, long capacity) {
    this.errno = errno;
    blocks = capacity / 4096;
  }

  @Override
  public Errno errno() {
    return errno;
  }

  @Override
  public Set<Operation> supportedOperations() {
    return EnumSet.of(
        Operation.GET_ATTR,
        Operation.READLINK,
        Operation.MKDIR,
        Operation.UNLINK,
        Operation.RMDIR,
        Operation.SYMLINK,
        Operation.RENAME,
        Operation.CHMOD,
        Operation.CHOWN,
        Operation.TRUNCATE,
        Operation.OPEN,
        Operation.READ,
        Operation.WRITE,
        Operation.STATFS,
        Operation.RELEASE,
        Operation.READ_DIR,
        Operation.CREATE,
        Operation.UTIMENS);
  }

  @Override
  public int getattr(String path, Stat stat, @Nullable FileInfo fi) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    fill(node, stat);
    return 0;
  }

  private static void fill(Node node, Stat stat) {
    stat.setMode(node.mode);
    stat.setUid(node.uid);
    stat.setGid(node.gid);
    stat.setNLink((short) node.links());
    stat.setSize(node.size());
    stat.aTime().set(node.atime);
    stat.mTime().set(node.mtime);
    stat.cTime().set(node.ctime);
  }

  @Override
  public int readlink(String path, ByteBuffer buf, long len) {
    if (!(tree.find(path) instanceof LinkNode link)) {
      return -MemoryTree.EINVAL;
    }
    int length = (int) Math.min(link.target.length, len - 1);
    buf.put(link.target, 0, length).put((byte) 0);
    return 0;
  }

  @Override
  public int readdir(String path, DirFiller filler, long offset, FileInfo fi, int flags) {
    if (!(tree.find(path) instanceof DirectoryNode directory)) {
      return -MemoryTree.ENOTDIR;
    }
    filler.fill(".", stat -> {}, 0, 0);
    filler.fill("..", stat -> {}, 0, 0);
    for (Map.Entry<String, Node> child : directory.children.entrySet()) {
      filler.fill(
          child.getKey(), stat -> fill(child.getValue(), stat), 0, DirFiller.FUSE_FILL_DIR_PLUS);
    }
    return 0;
  }

  @Override
  public int mkdir(String path, int mode) {
    return tree.mkdir(path, mode);
  }

  @Override
  public int unlink(String path) {
    return tree.unlink(path);
  }

  @Override
  public int rmdir(String path) {
    return tree.rmdir(path);
  }

  @Override
  public int symlink(String linkname, String target) {
    return tree.symlink(linkname, target);
  }

  @Override
  public int rename(String oldpath, String newpath, int flags) {
    return tree.rename(oldpath, newpath, flags);
  }

  @Override
  public int chmod(String path, int mode, @Nullable FileInfo fi) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    node.mode = mode;
    node.changed();
    return 0;
  }

  @Override
  public int chown(String path, int uid, int gid, @Nullable FileInfo fi) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    if (uid != -1) {
      node.uid = uid;
    }
    if (gid != -1) {
      node.gid = gid;
    }
    node.changed();
    return 0;
  }

  @Override
  public int utimens(String path, TimeSpec atime, TimeSpec mtime, @Nullable FileInfo fi) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    node.atime = time(atime, node.atime);
    node.mtime = time(mtime, node.mtime);
    node.changed();
    return 0;
  }

  private static Instant time(TimeSpec asked, Instant present) {
    if (asked.isUtimeOmit()) {
      return present;
    }
    return asked.isUtimeNow() ? Instant.now() : asked.get();
  }

  @Override
  public int truncate(String path, long size, @Nullable FileInfo fi) {
    return tree.truncate(path, size);
  }

  @Override
  public int create(String path, int mode, FileInfo fi) {
    return opened(tree.create(path, mode), fi);
  }

  @Override
  public int open(String path, FileInfo fi) {
    return opened(tree.open(path), fi);
  }

  private static int opened(long handle, FileInfo fi) {
    if (handle < 0) {
      return (int) handle;
    }
    fi.setFh(handle);
    return 0;
  }

  @Override
  public int read(String path, ByteBuffer buf, long size, long offset, FileInfo fi) {
    FileNode file = tree.opened(fi.getFh());
    return file == null
        ? -MemoryTree.EBADF
        : file.read(
            offset, (int) size, (block, from, length, done) -> buf.put(block, from, length));
  }

  @Override
  public int write(String path, ByteBuffer buf, long size, long offset, FileInfo fi) {
    FileNode file = tree.opened(fi.getFh());
    if (file == null) {
      return -MemoryTree.EBADF;
    }
    file.write(offset, (int) size, (block, from, length, done) -> buf.get(block, from, length));
    return (int) size;
  }

  @Override
  public int release(String path, FileInfo fi) {
    return tree.release(fi.getFh());
  }

  @Override
  public int statfs(String path, Statvfs statvfs) {
    statvfs.setBsize(4096);
    statvfs.setFrsize(4096);
    statvfs.setBlocks(blocks);
    statvfs.setBfree(blocks);
    statvfs.setBavail(blocks);
    statvfs.setNameMax(255);
    return 0;
  }
}
