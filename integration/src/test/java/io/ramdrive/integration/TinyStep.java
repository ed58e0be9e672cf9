// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens in one instant, with the result that a caller saw. What a system call does
 * in several instants, such as finding a file by its name and then looking at it, is several steps.
 */
sealed interface TinyStep {

  /** The state after this step; null when it would have had another result in {@code before}. */
  @Nullable TinyFileSystem after(TinyFileSystem before);

  /** All states that there may be after this step. */
  default List<TinyFileSystem> allAfter(TinyFileSystem before) {
    TinyFileSystem after = after(before);
    return after == null ? List.of() : List.of(after);
  }

  /** The handle that it uses; 0 = none. */
  default int handle() {
    return 0;
  }

  /** Whether it never changes the state. */
  default boolean isLook() {
    return false;
  }

  /** Whether it changes what anybody else can see. */
  default boolean isChange() {
    return !isLook();
  }

  /** {@code open(name, O_CREAT | O_EXCL)} that succeeded. */
  record Create(String name, int handle, int mode) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      return before.named(name) == null ? before.created(name, handle, mode) : null;
    }
  }

  /** A name that was found, and what it led to is known by {@code handle} from then on. */
  record Open(String name, int handle) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      return before.named(name) == null ? null : before.opened(name, handle);
    }

    @Override
    public boolean isChange() {
      return false;
    }
  }

  /** A name that led to whatever file. */
  record OpenAny(int handle) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      throw new UnsupportedOperationException("there are several");
    }

    @Override
    public List<TinyFileSystem> allAfter(TinyFileSystem before) {
      List<TinyFileSystem> all = new ArrayList<>();
      before.files().keySet().forEach(file -> all.add(before.openedFile(file, handle)));
      return all;
    }

    @Override
    public boolean isChange() {
      return false;
    }
  }

  /** A name that was found to be there, or not. */
  record Probe(String name, boolean exists) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      return before.named(name) != null == exists ? before : null;
    }

    @Override
    public boolean isLook() {
      return true;
    }
  }

  /** A write at an offset. */
  record Write(int handle, int offset, String data) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      return file == null ? null : before.changed(handle, file.written(offset, data));
    }
  }

  /** A write at the end, wherever that is. */
  record Append(int handle, String data) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      return file == null
          ? null
          : before.changed(handle, file.written(file.content().length(), data));
    }
  }

  /** A new size; {@code onlySmaller}: nothing happens when the file is not larger. */
  record Truncate(int handle, int size, boolean onlySmaller) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      if (file == null) {
        return null;
      }
      boolean nothing = onlySmaller && size >= file.content().length();
      return nothing ? before : before.changed(handle, file.resized(size));
    }
  }

  /** New permissions. */
  record Chmod(int handle, int mode) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      return file == null ? null : before.changed(handle, file.withMode(mode));
    }
  }

  /** A rename that succeeded. */
  record Rename(String from, String to) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      return before.named(from) == null ? null : before.renamed(from, to);
    }
  }

  /** A rename that succeeded, perhaps because both names were taken for one file's already. */
  record RenameOrNothing(String from, String to) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      throw new UnsupportedOperationException("there are several");
    }

    @Override
    public List<TinyFileSystem> allAfter(TinyFileSystem before) {
      return before.named(from) == null
          ? List.of(before)
          : List.of(before.renamed(from, to), before);
    }
  }

  /** An unlink that succeeded. */
  record Unlink(String name) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      return before.named(name) == null ? null : before.unlinked(name);
    }
  }

  /** The attributes of a file. */
  record Attributes(int handle, int size, int mode, int links) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      boolean seen =
          file != null
              && file.content().length() == size
              && file.mode() == mode
              && file.links() == links;
      return seen ? before : null;
    }

    @Override
    public boolean isLook() {
      return true;
    }
  }

  /** All content of a file. */
  record Content(int handle, String content) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      return file != null && file.content().equals(content) ? before : null;
    }

    @Override
    public boolean isLook() {
      return true;
    }
  }

  /** The size of a file, as where a read ended tells it. */
  record Length(int handle, int length) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      return file != null && file.content().length() == length ? before : null;
    }

    @Override
    public boolean isLook() {
      return true;
    }
  }

  /** One byte of a file; zero behind its end. */
  record OneByte(int handle, int offset, char value) implements TinyStep {
    @Override
    public @Nullable TinyFileSystem after(TinyFileSystem before) {
      TinyFile file = before.open(handle);
      if (file == null) {
        return null;
      }
      char stored = offset < file.content().length() ? file.content().charAt(offset) : '\0';
      return stored == value ? before : null;
    }

    @Override
    public boolean isLook() {
      return true;
    }
  }
}
