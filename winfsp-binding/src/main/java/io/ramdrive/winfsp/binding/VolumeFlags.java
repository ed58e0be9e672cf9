// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** The flags of {@link VolumeParams}: the bits of its word at 36, by the header's names. */
public final class VolumeFlags {
  /** Names differ by case. Else the kernel folds them. */
  public static final int CaseSensitiveSearch = 0x00000001;

  /** Names keep their case. */
  public static final int CasePreservedNames = 0x00000002;

  /** Told to programs. */
  public static final int UnicodeOnDisk = 0x00000004;

  /** Told to programs: without it Explorer asks before it copies. */
  public static final int PersistentAcls = 0x00000008;

  /** The kernel passes reparse points on. */
  public static final int ReparsePoints = 0x00000010;

  /** Making a symlink takes the privilege for it. */
  public static final int ReparsePointsAccessCheck = 0x00000020;

  /** Names may be {@code file:stream}. */
  public static final int NamedStreams = 0x00000040;

  /** Told to programs; WinFsp has no hard links. */
  public static final int HardLinks = 0x00000080;

  /** The kernel passes extended attributes on. */
  public static final int ExtendedAttributes = 0x00000100;

  /** Told to programs; the file system itself has to refuse changes. */
  public static final int ReadOnlyVolume = 0x00000200;

  /** Cleanup comes only after a change. */
  public static final int PostCleanupWhenModifiedOnly = 0x00000400;

  /** ReadDirectory is given the pattern. */
  public static final int PassQueryDirectoryPattern = 0x00000800;

  /** The driver sets it anyhow. */
  public static final int AlwaysUseDoubleBuffering = 0x00001000;

  /** A pattern that is a name goes to GetDirInfoByName. */
  public static final int PassQueryDirectoryFileName = 0x00002000;

  /** The kernel keeps no data of a file that nobody has open. */
  public static final int FlushAndPurgeOnCleanup = 0x00004000;

  /** Control is called. */
  public static final int DeviceControl = 0x00008000;

  /** A file context belongs to an open, not to a file. */
  public static final int UmFileContextIsUserContext2 = 0x00010000;

  /** A file context is a pointer to a {@link FullContext}. */
  public static final int UmFileContextIsFullContext = 0x00020000;

  /** A reparse point may be opened as file or as directory. */
  public static final int UmNoReparsePointsDirCheck = 0x00040000;

  /** The kernel answers some opens from its cache. */
  public static final int AllowOpenInKernelMode = 0x01000000;

  /** Names of extended attributes keep their case. */
  public static final int CasePreservedExtendedAttributes = 0x02000000;

  /** The Linux subsystem's requests are passed on. */
  public static final int WslFeatures = 0x04000000;

  /** ReadDirectory's marker is an offset, not a name. */
  public static final int DirectoryMarkerAsNextOffset = 0x08000000;

  /** The driver sets it anyhow. */
  public static final int RejectIrpPriorToTransact0 = 0x10000000;

  /** Deletions and renames may ask for what POSIX means by them. */
  public static final int SupportsPosixUnlinkRename = 0x20000000;

  /** CanDelete and SetDelete come only for what needs them. */
  public static final int PostDispositionWhenNecessaryOnly = 0x40000000;

  /** Every flag there is. */
  static final int ALL = 0x7F07FFFF;

  private VolumeFlags() {}
}
