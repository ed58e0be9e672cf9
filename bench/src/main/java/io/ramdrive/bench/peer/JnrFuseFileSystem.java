// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.time.Instant;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;
import ru.serce.jnrfuse.FuseFillDir;
import ru.serce.jnrfuse.FuseStubFS;
import ru.serce.jnrfuse.struct.FileStat;
import ru.serce.jnrfuse.struct.FuseFileInfo;
import ru.serce.jnrfuse.struct.Statvfs;
import ru.serce.jnrfuse.struct.Timespec;

/** A {@link MemoryTree} on jnr-fuse, which is on libfuse 2. */
final class JnrFuseFileSystem extends FuseStubFS {
  // linux/stat.h
  private static final long UTIME_NOW = 0x3fffffff;
  private static final long UTIME_OMIT = 0x3ffffffe;

  private final MemoryTree tree = new MemoryTree();
  private final long blocks;
  private final Runnable whenMounted;

  /**
   * @param capacity bytes that the file system says it has
   */
  JnrFuseFileSystem(long capacity, Runnable whenMounted) {
    blocks = capacity / 4096;
    this.whenMounted = whenMounted;
  }

  @Override
  public @Nullable Pointer init(Pointer conn) {
    whenMounted.run();
    return conn;
  }

  @Override
  public int getattr(String path, FileStat stat) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    stat.st_mode.set(node.mode);
    stat.st_uid.set(node.uid);
    stat.st_gid.set(node.gid);
    stat.st_nlink.set(node.links());
    stat.st_size.set(node.size());
    set(stat.st_atim, node.atime);
    set(stat.st_mtim, node.mtime);
    set(stat.st_ctim, node.ctime);
    return 0;
  }

  private static void set(Timespec field, Instant time) {
    field.tv_sec.set(time.getEpochSecond());
    field.tv_nsec.set(time.getNano());
  }

  @Override
  public int readlink(String path, Pointer buf, long size) {
    if (!(tree.find(path) instanceof LinkNode link)) {
      return -MemoryTree.EINVAL;
    }
    int length = (int) Math.min(link.target.length, size - 1);
    buf.put(0, link.target, 0, length);
    buf.putByte(length, (byte) 0);
    return 0;
  }

  @Override
  public int readdir(String path, Pointer buf, FuseFillDir filter, long offset, FuseFileInfo fi) {
    if (!(tree.find(path) instanceof DirectoryNode directory)) {
      return -MemoryTree.ENOTDIR;
    }
    filter.apply(buf, ".", null, 0);
    filter.apply(buf, "..", null, 0);
    for (String name : directory.children.keySet()) {
      filter.apply(buf, name, null, 0);
    }
    return 0;
  }

  @Override
  public int mkdir(String path, long mode) {
    return tree.mkdir(path, (int) mode);
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
  public int symlink(String oldpath, String newpath) {
    return tree.symlink(oldpath, newpath);
  }

  @Override
  public int rename(String oldpath, String newpath) {
    return tree.rename(oldpath, newpath, 0);
  }

  @Override
  public int chmod(String path, long mode) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    node.mode = (int) mode;
    node.changed();
    return 0;
  }

  @Override
  public int chown(String path, long uid, long gid) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    if ((int) uid != -1) {
      node.uid = (int) uid;
    }
    if ((int) gid != -1) {
      node.gid = (int) gid;
    }
    node.changed();
    return 0;
  }

  @Override
  public int utimens(String path, Timespec[] timespec) {
    Node node = tree.find(path);
    if (node == null) {
      return -MemoryTree.ENOENT;
    }
    node.atime = time(timespec[0], node.atime);
    node.mtime = time(timespec[1], node.mtime);
    node.changed();
    return 0;
  }

  private static Instant time(Timespec asked, Instant present) {
    long nanos = asked.tv_nsec.longValue();
    if (nanos == UTIME_OMIT) {
      return present;
    }
    return nanos == UTIME_NOW
        ? Instant.now()
        : Instant.ofEpochSecond(asked.tv_sec.longValue(), nanos);
  }

  @Override
  public int truncate(String path, long size) {
    return tree.truncate(path, size);
  }

  @Override
  public int create(String path, long mode, FuseFileInfo fi) {
    return opened(tree.create(path, (int) mode), fi);
  }

  @Override
  public int open(String path, FuseFileInfo fi) {
    return opened(tree.open(path), fi);
  }

  private static int opened(long handle, FuseFileInfo fi) {
    if (handle < 0) {
      return (int) handle;
    }
    fi.fh.set(handle);
    return 0;
  }

  @Override
  public int read(String path, Pointer buf, long size, long offset, FuseFileInfo fi) {
    FileNode file = tree.opened(fi.fh.longValue());
    return file == null
        ? -MemoryTree.EBADF
        : file.read(
            offset, (int) size, (block, from, length, done) -> buf.put(done, block, from, length));
  }

  @Override
  public int write(String path, Pointer buf, long size, long offset, FuseFileInfo fi) {
    FileNode file = tree.opened(fi.fh.longValue());
    if (file == null) {
      return -MemoryTree.EBADF;
    }
    file.write(
        offset, (int) size, (block, from, length, done) -> buf.get(done, block, from, length));
    return (int) size;
  }

  @Override
  public int release(String path, FuseFileInfo fi) {
    return tree.release(fi.fh.longValue());
  }

  @Override
  public int statfs(String path, Statvfs stbuf) {
    stbuf.f_bsize.set(4096);
    stbuf.f_frsize.set(4096);
    stbuf.f_blocks.set(blocks);
    stbuf.f_bfree.set(blocks);
    stbuf.f_bavail.set(blocks);
    stbuf.f_namemax.set(255);
    return 0;
  }
}
