// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * WinFsp's DLL in this process. Any number of {@link FileSystemHost}s share it, and any thread may
 * call it.
 *
 * <p>The methods are the functions of use to a file system while it serves a request, by the
 * header's names less their prefix. They take addresses as plain numbers, return what the function
 * returns, and allocate nothing. Every other export is there through {@link #link}.
 */
public final class WinFspLibrary {
  private final Exports exports;
  private final WinFspVersion version;
  private final long setSecurityDescriptorAddress;

  private final MethodHandle addDirInfo;
  private final MethodHandle addStreamInfo;
  private final MethodHandle addEa;
  private final MethodHandle setSecurityDescriptor;
  private final MethodHandle deleteSecurityDescriptor;
  private final MethodHandle getOperationContext;
  private final MethodHandle sendResponse;
  private final MethodHandle isOperationCaseSensitive;
  private final MethodHandle operationProcessId;
  private final MethodHandle ntStatusFromWin32;
  private final MethodHandle win32FromNtStatus;

  private WinFspLibrary(Exports exports, WinFspVersion version) throws WinFspException {
    this.exports = exports;
    this.version = version;
    setSecurityDescriptorAddress = exports.address(WinFspFunction.FspSetSecurityDescriptor);
    addDirInfo = link(WinFspFunction.FspFileSystemAddDirInfo);
    addStreamInfo = link(WinFspFunction.FspFileSystemAddStreamInfo);
    addEa = link(WinFspFunction.FspFileSystemAddEa);
    setSecurityDescriptor = link(WinFspFunction.FspSetSecurityDescriptor);
    deleteSecurityDescriptor = link(WinFspFunction.FspDeleteSecurityDescriptor);
    getOperationContext = link(WinFspFunction.FspFileSystemGetOperationContext);
    sendResponse = link(WinFspFunction.FspFileSystemSendResponse);
    isOperationCaseSensitive = link(WinFspFunction.FspFileSystemIsOperationCaseSensitiveF);
    operationProcessId = link(WinFspFunction.FspFileSystemOperationProcessIdF);
    ntStatusFromWin32 = link(WinFspFunction.FspNtStatusFromWin32);
    win32FromNtStatus = link(WinFspFunction.FspWin32FromNtStatus);
  }

  /**
   * Finds and loads the DLL: the one that the environment variable RAMDRIVE_WINFSP_DLL names, else
   * the installed one. It stays loaded.
   *
   * @throws WinFspException if there is none, or none that fits this JVM
   */
  public static WinFspLibrary load() throws WinFspException {
    NativeAccess.check();
    return of(DllDiscovery.ofThisMachine().load());
  }

  /**
   * A DLL that is loaded already, or something that behaves as one.
   *
   * @param exports where its functions are; must stay valid as long as the library is used
   * @throws WinFspException if it is too old, or lacks a function
   */
  public static WinFspLibrary of(SymbolLookup exports) throws WinFspException {
    NativeAccess.check();
    Exports functions = new Exports(exports);
    WinFspVersion version = version(functions);
    if (version.compareTo(WinFspVersion.OLDEST) < 0) {
      throw new WinFspException(NtStatus.STATUS_DLL_NOT_FOUND, StartFailure.tooOld(version));
    }
    return new WinFspLibrary(functions, version);
  }

  private static WinFspVersion version(Exports exports) throws WinFspException {
    MethodHandle fspVersion = exports.link(WinFspFunction.FspVersion);
    int status;
    int packed;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(JAVA_INT);
      status = (int) fspVersion.invokeExact(into.address());
      packed = into.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
    if (status < 0) {
      throw new WinFspException(status, StartFailure.noVersion(status));
    }
    return WinFspVersion.ofPacked(packed);
  }

  /** The release of the DLL. */
  public WinFspVersion version() {
    return version;
  }

  /**
   * A handle of any of the DLL's functions, with {@link WinFspFunction#descriptor()}.
   *
   * @throws WinFspException if this release does not have it
   */
  public MethodHandle link(WinFspFunction function) throws WinFspException {
    return exports.link(function);
  }

  /** Whether this release has the function. */
  public boolean has(WinFspFunction function) {
    return exports.has(function);
  }

  /**
   * Appends an entry to a listing.
   *
   * @param dirInfo a {@link DirInfo}, or null for the end of the listing
   * @param pBytesTransferred the bytes in the buffer, updated
   * @return false if there is no room: the rest is asked for later
   */
  public boolean addDirInfo(long dirInfo, long buffer, int length, long pBytesTransferred) {
    return add(addDirInfo, dirInfo, buffer, length, pBytesTransferred);
  }

  /** As {@link #addDirInfo}, of a {@link StreamInfo} to the answer of GetStreamInfo. */
  public boolean addStreamInfo(long streamInfo, long buffer, int length, long pBytesTransferred) {
    return add(addStreamInfo, streamInfo, buffer, length, pBytesTransferred);
  }

  /** As {@link #addDirInfo}, of a {@link FullEaInformation} to the answer of GetEa. */
  public boolean addEa(long singleEa, long ea, int eaLength, long pBytesTransferred) {
    return add(addEa, singleEa, ea, eaLength, pBytesTransferred);
  }

  private static boolean add(MethodHandle function, long record, long buffer, int length, long p) {
    try {
      return (byte) function.invokeExact(record, buffer, length, p) != 0;
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /**
   * Makes the security descriptor that a SetSecurity asks for.
   *
   * @param input the old one, self-relative
   * @param pResult receives a pointer to the new one; see {@link #deleteSecurityDescriptor}
   * @return an NTSTATUS
   */
  public int setSecurityDescriptor(
      long input, int securityInformation, long modification, long pResult) {
    try {
      return (int)
          setSecurityDescriptor.invokeExact(input, securityInformation, modification, pResult);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** Frees what {@link #setSecurityDescriptor} made. */
  public void deleteSecurityDescriptor(long securityDescriptor) {
    try {
      deleteSecurityDescriptor.invokeExact(securityDescriptor, setSecurityDescriptorAddress);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** The {@link OperationContext} of this dispatcher thread; null on any other thread. */
  public long getOperationContext() {
    try {
      return (long) getOperationContext.invokeExact();
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** Completes a request that was answered STATUS_PENDING with a {@link TransactRsp}. */
  public void sendResponse(long fileSystem, long response) {
    try {
      sendResponse.invokeExact(fileSystem, response);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** Whether this thread's Create or ReadDirectory is to tell names apart by case. */
  public boolean isOperationCaseSensitive() {
    try {
      return (byte) isOperationCaseSensitive.invokeExact() != 0;
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** The process that asked for this thread's Create, Open or replacing Rename; 0 else. */
  public int operationProcessId() {
    try {
      return (int) operationProcessId.invokeExact();
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  /** The NTSTATUS for an error code of Win32. */
  public int ntStatusFromWin32(int error) {
    return translate(ntStatusFromWin32, error);
  }

  /** The error code of Win32 for an NTSTATUS. */
  public int win32FromNtStatus(int status) {
    return translate(win32FromNtStatus, status);
  }

  private static int translate(MethodHandle function, int code) {
    try {
      return (int) function.invokeExact(code);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }
}
