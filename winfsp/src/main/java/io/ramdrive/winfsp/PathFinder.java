// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the paths by which a mount's kernel may know an inode: those under which it has the inode
 * open, and those that the inode has now, which may stand in a listing that the kernel keeps.
 */
final class PathFinder {
  private final Volume volume;
  private final KernelNames kernelNames;

  PathFinder(Volume volume, KernelNames kernelNames) {
    this.volume = volume;
    this.kernelNames = kernelNames;
  }

  /**
   * Adds the paths of {@code name} in the directory {@code id}, or of the inode {@code id} itself
   * if the name is empty.
   *
   * @return whether the kernel may not have an entry for all of them yet, and has to be told again
   */
  boolean find(long id, String name, Set<String> into) {
    List<String> open = new ArrayList<>();
    boolean again = kernelNames.visit(id, open::add);
    for (String path : open) {
      into.add(below(path, name));
    }
    for (String path : current(id)) {
      into.add(below(path, name));
    }
    return again;
  }

  /** The paths that an inode has now; none if it has no name or is gone. */
  private List<String> current(long id) {
    if (id == Volume.ROOT_ID) {
      return List.of("\\");
    }
    List<Link> links = new ArrayList<>();
    Inode inode = volume.inode(id);
    if (inode != null && inode.tryRetain()) {
      // The parents are looked at only when the inode is unlocked: they are locked before it.
      volume.names(
          inode, (parent, name) -> links.add(new Link(parent.id(), WideName.decode(name))));
      Inode owner = volume.streams().owner(inode);
      List<String> paths = owner == null ? new ArrayList<>() : current(owner.id());
      inode.release();
      for (Link link : links) {
        for (String parent : current(link.parent)) {
          paths.add(below(parent, link.name));
        }
      }
      return paths;
    }
    return List.of();
  }

  private static String below(String directory, String name) {
    if (name.isEmpty()) {
      return directory;
    }
    return directory.length() == 1 ? directory + name : directory + '\\' + name;
  }

  private record Link(long parent, String name) {}
}
