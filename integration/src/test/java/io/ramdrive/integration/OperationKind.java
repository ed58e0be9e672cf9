// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.function.Function;

/** The kinds of operations, and how often each is chosen: the weight. */
@SuppressWarnings("ImmutableEnumChecker") // The makers keep nothing.
enum OperationKind {
  OPEN(14, g -> new DescriptorOperations.Open(g.slot(), g.path(), g.openFlags(), g.mode())),
  CREATE(
      6,
      g ->
          new DescriptorOperations.Open(
              g.slot(), g.filePath(), g.openFlags(LinuxFlags.O_CREAT), g.mode())),
  OPEN_TEMPORARY(
      2,
      g ->
          new DescriptorOperations.OpenTemporary(
              g.slot(), g.directoryPath(), g.openFlags(LinuxFlags.O_TMPFILE), g.mode())),
  DUPLICATE(1, g -> new DescriptorOperations.Duplicate(g.slot(), g.slot())),
  CLOSE(2, g -> new DescriptorOperations.Close(g.slot())),
  LINK_DESCRIPTOR(3, g -> new DescriptorOperations.LinkDescriptor(g.slot(), g.filePath())),
  FSYNC(1, g -> new DescriptorOperations.Fsync(g.slot())),
  FORGET_PAGES(2, g -> new DescriptorOperations.ForgetPages(g.slot())),

  READ(5, g -> new DataOperations.Read(g.slot(), g.length())),
  PREAD(9, g -> new DataOperations.Pread(g.slot(), g.offset(), g.length())),
  WRITE(7, g -> new DataOperations.Write(g.slot(), g.content())),
  PWRITE(9, g -> new DataOperations.Pwrite(g.slot(), g.offset(), g.content())),
  SEEK(2, g -> new DataOperations.Seek(g.slot(), g.offset(), g.below(3))),
  SEEK_EXTENT(4, g -> new DataOperations.SeekExtent(g.slot(), g.offset(), g.chance(2))),
  FTRUNCATE(5, g -> new DataOperations.Ftruncate(g.slot(), g.offset())),
  TRUNCATE(3, g -> new DataOperations.Truncate(g.path(), g.offset())),
  FALLOCATE(
      6,
      g ->
          new Fallocate(
              g.slot(), g.fallocateMode(), g.alignedOffset(), Math.max(1, g.alignedLength()))),
  COPY_FILE_RANGE(
      4,
      g ->
          new DataOperations.CopyFileRange(g.slot(), g.offset(), g.slot(), g.offset(), g.length())),
  SENDFILE(2, g -> new DataOperations.Sendfile(g.slot(), g.offset(), g.slot(), g.length())),

  MAP(
      3,
      g ->
          new MappingOperations.Map(
              g.mapping(), g.slot(), g.pageOffset(), 4096 * (1 + g.below(16)))),
  LOAD(3, g -> new MappingOperations.Load(g.mapping(), g.below(16_384), g.length())),
  STORE(4, g -> new MappingOperations.Store(g.mapping(), g.below(16_384), g.content())),
  SYNC(2, g -> new MappingOperations.Sync(g.mapping())),
  UNMAP(1, g -> new MappingOperations.Unmap(g.mapping())),

  MKDIR(5, g -> new NamespaceOperations.Mkdir(g.directoryPath(), g.mode())),
  RMDIR(3, g -> new NamespaceOperations.Rmdir(g.directoryPath())),
  UNLINK(7, g -> new NamespaceOperations.Unlink(g.path())),
  RENAME(8, g -> new NamespaceOperations.Rename(g.path(), g.path(), Flags.rename(0))),
  RENAME_AS(4, g -> new NamespaceOperations.Rename(g.path(), g.path(), g.renameFlags())),
  LINK(5, g -> new NamespaceOperations.Link(g.path(), g.filePath())),
  SYMLINK(3, g -> new NamespaceOperations.Symlink(g.target(), g.filePath())),
  READLINK(2, g -> new NamespaceOperations.Readlink(g.path())),
  MKNOD(2, g -> new NamespaceOperations.Mknod(g.filePath(), g.nodeMode())),
  LIST_DIRECTORY(4, g -> new NamespaceOperations.ListDirectory(g.directoryPath())),

  CHMOD(4, g -> new AttributeOperations.Chmod(g.path(), g.mode())),
  FCHMOD(2, g -> new AttributeOperations.Fchmod(g.slot(), g.mode())),
  CHOWN(3, OperationGenerator::chown),
  SET_TIMES(
      3,
      g ->
          new AttributeOperations.SetTimes(
              g.path(), g.seconds(), g.nanos(), g.seconds(), g.nanos())),
  SET_XATTR(
      4,
      g ->
          new AttributeOperations.SetXattr(
              g.path(), g.attribute(), g.attributeValue(), g.xattrFlags())),
  GET_XATTR(3, g -> new AttributeOperations.GetXattr(g.path(), g.attribute(), g.capacity())),
  LIST_XATTR(2, g -> new AttributeOperations.ListXattr(g.path(), g.capacity())),
  REMOVE_XATTR(2, g -> new AttributeOperations.RemoveXattr(g.path(), g.attribute())),
  SET_ACL(2, g -> new AttributeOperations.SetAcl(g.path(), g.chance(3), g.aclMode())),
  BECOME(1, g -> new AttributeOperations.Become(g.user()));

  private final int weight;
  private final Function<OperationGenerator, Operation> maker;

  OperationKind(int weight, Function<OperationGenerator, Operation> maker) {
    this.weight = weight;
    this.maker = maker;
  }

  int weight() {
    return weight;
  }

  /** Makes an operation of this kind. */
  Operation make(OperationGenerator generator) {
    return maker.apply(generator);
  }
}
