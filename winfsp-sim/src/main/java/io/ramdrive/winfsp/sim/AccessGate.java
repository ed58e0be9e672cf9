// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.WinNt;
import org.jspecify.annotations.Nullable;

/** Who may open or make what, decided in user mode: FspAccessCheckEx. */
final class AccessGate {
  /** What an access check looks at. */
  enum Target {
    FILE,
    /** The directory of a file to be made. */
    PARENT,
    /** The file of a stream to be made. */
    MAIN_FILE
  }

  /**
   * The outcome.
   *
   * @param granted rights, or the index of a reparse point with STATUS_REPARSE
   * @param descriptor of the target, if it has one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and each made for one request
  record Verdict(int status, int granted, byte @Nullable [] descriptor) {
    static Verdict failure(int status) {
      return new Verdict(status, 0, null);
    }

    boolean passed() {
      return status == STATUS_SUCCESS;
    }
  }

  private static final int WRITES =
      Access.FILE_WRITE_DATA | Access.FILE_APPEND_DATA | Access.FILE_DELETE_CHILD;

  private final SimFileSystem fileSystem;
  private final SecurityRules rules;
  private final NameRules names;

  AccessGate(SimFileSystem fileSystem, SecurityRules rules, NameRules names) {
    this.fileSystem = fileSystem;
    this.rules = rules;
    this.names = names;
  }

  /** Checks the rights that the request needs on its target, and that this is what it should be. */
  Verdict check(Frame frame, Request.Create create, Target target, boolean traverse, int desired) {
    if (target == Target.PARENT && Paths.isRoot(create.fileName())) {
      return Verdict.failure(STATUS_INVALID_PARAMETER);
    }
    boolean userMode = create.caller().userMode();
    if (!frame.has(InterfaceSlot.GetSecurityByName)) {
      return new Verdict(STATUS_SUCCESS, everything(desired), null);
    }
    String name = name(create, target);
    if (userMode && traverse && !create.caller().traversePrivilege() && !Paths.isRoot(name)) {
      Verdict passage = traverse(frame, create.caller(), name);
      if (!passage.passed()) {
        return passage;
      }
    }
    SecurityByName found = SecurityByName.ask(frame, name);
    if (found.status() != STATUS_SUCCESS) {
      return notThere(frame, name, target, found);
    }
    rules.probeByName(frame, name, found.descriptor());
    if (target == Target.PARENT && Paths.isRoot(name)) {
      rules.checkRoot(found.descriptor());
    }
    boolean directory = (found.attributes() & WinNt.FILE_ATTRIBUTE_DIRECTORY) != 0;
    if (target == Target.FILE && create.hasTrailingBackslash() && !directory) {
      return Verdict.failure(STATUS_OBJECT_NAME_INVALID);
    }
    int granted = everything(desired);
    if (userMode && found.descriptor().length > 0 && fileSystem.settings().accessChecks()) {
      granted = granted(frame, create, target, found.descriptor(), desired);
      if (granted == Access.DENIED) {
        return Verdict.failure(STATUS_ACCESS_DENIED);
      }
    }
    int wrongKind = kind(create, target, found.attributes(), directory);
    if (wrongKind == STATUS_REPARSE) {
      return new Verdict(STATUS_REPARSE, Paths.lastComponent(name), null);
    } else if (wrongKind != STATUS_SUCCESS) {
      return Verdict.failure(wrongKind);
    }
    if (userMode) {
      boolean readOnly = (found.attributes() & WinNt.FILE_ATTRIBUTE_READONLY) != 0;
      if (readOnly && !directory && (desired & WRITES) != 0) {
        return Verdict.failure(STATUS_ACCESS_DENIED);
      }
      if (readOnly && (create.createOptions() & WinNt.FILE_DELETE_ON_CLOSE) != 0) {
        return Verdict.failure(STATUS_CANNOT_DELETE);
      }
      if (readOnly && !directory && (desired & Access.MAXIMUM_ALLOWED) != 0) {
        granted &= ~WRITES;
      }
    }
    byte[] descriptor = found.descriptor().length == 0 ? null : found.descriptor();
    return new Verdict(STATUS_SUCCESS, granted, descriptor);
  }

  private static String name(Request.Create create, Target target) {
    return switch (target) {
      case FILE -> create.fileName();
      case PARENT -> Paths.parent(create.fileName());
      case MAIN_FILE -> create.fileName().substring(0, create.namedStream());
    };
  }

  private static int everything(int desired) {
    return (desired & Access.MAXIMUM_ALLOWED) != 0 ? Access.FILE_ALL_ACCESS : desired;
  }

  private Verdict notThere(Frame frame, String name, Target target, SecurityByName found) {
    int status = found.status();
    if (status == STATUS_OBJECT_NAME_NOT_FOUND || status == STATUS_OBJECT_PATH_NOT_FOUND) {
      names.checkNotFound(frame, name, status);
    }
    if (target == Target.PARENT && status == STATUS_OBJECT_NAME_NOT_FOUND) {
      status = STATUS_OBJECT_PATH_NOT_FOUND;
    }
    return new Verdict(status, found.attributes(), null);
  }

  /** Each directory on the way has to let the caller through. */
  private Verdict traverse(Frame frame, Caller caller, String name) {
    for (int end = 0; end >= 0; end = name.indexOf('\\', end + 1)) {
      String prefix = end == 0 ? Paths.ROOT : name.substring(0, end);
      SecurityByName found = SecurityByName.ask(frame, prefix);
      if (found.status() == STATUS_SUCCESS
          && (found.attributes() & WinNt.FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        return new Verdict(STATUS_REPARSE, Paths.lastComponent(prefix), null);
      }
      if (found.status() == STATUS_OBJECT_NAME_NOT_FOUND
          || (found.status() == STATUS_SUCCESS
              && (found.attributes() & WinNt.FILE_ATTRIBUTE_DIRECTORY) == 0)) {
        return Verdict.failure(STATUS_OBJECT_PATH_NOT_FOUND);
      }
      if (found.status() != STATUS_SUCCESS) {
        return new Verdict(found.status(), found.attributes(), null);
      }
      if (found.descriptor().length > 0
          && fileSystem.settings().accessChecks()
          && Access.check(
                  SecurityDescriptor.parse(found.descriptor()), caller, Access.FILE_TRAVERSE)
              == Access.DENIED) {
        return Verdict.failure(STATUS_ACCESS_DENIED);
      }
    }
    return new Verdict(STATUS_SUCCESS, 0, null);
  }

  /** The rights by the descriptor, or by the right of the parent to delete and to list. */
  private int granted(
      Frame frame, Request.Create create, Target target, byte[] descriptor, int desired) {
    SecurityDescriptor parsed = SecurityDescriptor.parse(descriptor);
    int granted = desired == 0 ? 0 : Access.check(parsed, create.caller(), desired);
    int ofParent = desired & (Access.DELETE | Access.FILE_READ_ATTRIBUTES);
    if (granted != Access.DENIED
        || ofParent == 0
        || target != Target.FILE
        || Paths.isRoot(create.fileName())) {
      return granted;
    }
    int needed =
        ((desired & Access.DELETE) != 0 ? Access.FILE_DELETE_CHILD : 0)
            | ((desired & Access.FILE_READ_ATTRIBUTES) != 0 ? Access.FILE_LIST_DIRECTORY : 0);
    if (!check(frame, create, Target.PARENT, false, needed).passed()) {
      return Access.DENIED;
    }
    int rest = desired & ~ofParent;
    granted = rest == 0 ? 0 : Access.check(parsed, create.caller(), rest);
    return granted == Access.DENIED ? Access.DENIED : granted | ofParent;
  }

  private int kind(Request.Create create, Target target, int attributes, boolean directory) {
    boolean reparse = (attributes & WinNt.FILE_ATTRIBUTE_REPARSE_POINT) != 0;
    boolean follow = (create.createOptions() & WinNt.FILE_OPEN_REPARSE_POINT) == 0;
    if (target == Target.PARENT) {
      if (reparse) {
        return STATUS_REPARSE;
      }
      return directory ? STATUS_SUCCESS : STATUS_NOT_A_DIRECTORY;
    }
    if (reparse && follow) {
      return STATUS_REPARSE;
    }
    boolean unchecked =
        reparse && fileSystem.parameters().has(VolumeParameters.UM_NO_REPARSE_POINTS_DIR_CHECK);
    if (target == Target.MAIN_FILE || unchecked) {
      return STATUS_SUCCESS;
    }
    if ((create.createOptions() & WinNt.FILE_DIRECTORY_FILE) != 0 && !directory) {
      return STATUS_NOT_A_DIRECTORY;
    }
    if ((create.createOptions() & WinNt.FILE_NON_DIRECTORY_FILE) != 0 && directory) {
      return STATUS_FILE_IS_A_DIRECTORY;
    }
    return STATUS_SUCCESS;
  }
}
