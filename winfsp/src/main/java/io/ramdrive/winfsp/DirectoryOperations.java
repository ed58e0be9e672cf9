// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.MemorySegment;

/** ReadDirectory, GetDirInfoByName. */
final class DirectoryOperations {
  private final Volume volume;
  private final ServingFunctions functions;
  private final boolean exactNames;

  DirectoryOperations(Volume volume, ServingFunctions functions, boolean exactNames) {
    this.volume = volume;
    this.functions = functions;
    this.exactNames = exactNames;
  }

  /** Lists a directory from its beginning, or behind the name {@code marker}. */
  int readDirectory(
      Dispatch dispatch,
      OpenFile file,
      long pattern,
      long marker,
      long buffer,
      int length,
      long pBytes) {
    if (!file.isDirectory()) {
      return STATUS_NOT_A_DIRECTORY;
    }
    DirectorySnapshot names = file.listing();
    if (names == null || marker == Pointer.NULL) {
      names = snapshot(dispatch, file.inode());
    }
    String wanted = WideString.read(pattern);
    int index = marker == Pointer.NULL ? 0 : names.firstBehind(WideString.read(marker));
    for (; index < names.size(); index++) {
      DirectorySnapshot.Entry entry = names.at(index);
      if (DosWildcards.matches(wanted, entry.name(), exactNames)
          && writeEntry(dispatch, file.inode(), entry)
          && !functions.addDirInfo(dispatch.scratch.address(), buffer, length, pBytes)) {
        file.listing(names);
        return STATUS_SUCCESS;
      }
    }
    file.listing(null);
    functions.addDirInfo(Pointer.NULL, buffer, length, pBytes);
    return STATUS_SUCCESS;
  }

  private DirectorySnapshot snapshot(Dispatch dispatch, Inode directory) {
    DirectorySnapshot.Builder builder = dispatch.listing.begin(directory == volume.root());
    volume.readdir(dispatch.call, directory, 0, builder);
    return builder.build();
  }

  /** Puts an entry into the scratch memory, with what is true of it now; false if it is gone. */
  private boolean writeEntry(Dispatch dispatch, Inode directory, DirectorySnapshot.Entry entry) {
    Call call = dispatch.call;
    call.name().wrap(entry.stored());
    if (volume.lookup(call, directory) != Status.OK) {
      return false;
    }
    call.inode().release();
    MemorySegment record = dispatch.scratch;
    FileInfos.write(record.address() + DirInfo.FileInfo, call.attributes());
    int size = WideString.write(record, DirInfo.FileNameBuf, entry.name());
    DirInfo.size(record, 0, DirInfo.SIZE + size);
    return true;
  }

  /** Finds one name in a directory; tells it as it is stored. */
  int getDirInfoByName(Dispatch dispatch, OpenFile file, long fileName, long dirInfo) {
    PathWalk path = dispatch.path;
    int status = path.findIn(file.inode(), fileName);
    if (status != STATUS_SUCCESS) {
      return status;
    }
    Call call = dispatch.call;
    FileInfos.write(dirInfo + DirInfo.FileInfo, call.attributes());
    String stored = WideName.decode(call.foundName());
    path.release();
    int size = WideString.write(Pointer.MEMORY, dirInfo + DirInfo.FileNameBuf, stored);
    DirInfo.size(Pointer.MEMORY, dirInfo, DirInfo.SIZE + size);
    return STATUS_SUCCESS;
  }
}
