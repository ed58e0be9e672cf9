// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only Windows knows of files is kept, counted and given back. */
final class WindowsMetadataTest implements ChangeListener {
  /** IO_REPARSE_TAG_SYMLINK, no data. */
  private static final byte[] SYMLINK = {0x0c, 0, 0, (byte) 0xa0, 0, 0, 0, 0};

  private static final MemorySegment NONE = MemorySegment.NULL;

  private final TestVolume test = new TestVolume(64, 40);
  private final WindowsMetadata windows = test.volume.windows();
  private final Inode root = test.root();
  private final AttributeChange change = new AttributeChange();
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void attach() {
    test.volume.attach(inode -> {}, "a test", false, this);
  }

  @AfterEach
  void allUnitsAreGivenBack() {
    for (String name : test.list(root)) {
      assertThat(test.volume.remove(call(name), root, test.find(root, name))).isEqualTo(Status.OK);
    }
    assertThat(test.inodes()).isOne();
    assertThat(test.volume.orphans()).isZero();
    test.close();
  }

  @Override
  public void changed(Change event) {
    told.add(event.kind() + " " + event.inode());
  }

  @Override
  public boolean awaitDelivered(long deadline) {
    return true;
  }

  @Test
  void aDescriptorIsKeptAsItIs() {
    Inode file = test.file(root, "f");
    assertThat(windows.securityDescriptor(file)).isNull();
    told.clear();
    assertThat(windows.setSecurityDescriptor(test.call, file, descriptor(1, 20)))
        .isEqualTo(Status.OK);
    assertThat(windows.securityDescriptor(file)).isEqualTo(descriptor(1, 20));
    assertThat(told).containsExactly("ATTRIBUTES " + file.id());
  }

  @Test
  void equalDescriptorsAreCountedOnce() {
    Inode one = test.file(root, "1");
    Inode two = test.file(root, "2");
    long before = test.inodes();
    set(one, descriptor(1, 2000));
    assertThat(test.inodes()).isEqualTo(before + 4);
    set(two, descriptor(1, 2000));
    set(two, descriptor(1, 2000));
    assertThat(test.inodes()).isEqualTo(before + 4);
    set(one, descriptor(2, 200));
    assertThat(test.inodes()).isEqualTo(before + 5);
    set(two, descriptor(3, 100));
    assertThat(test.inodes()).isEqualTo(before + 1);
    assertThat(windows.setSecurityDescriptor(test.call, one, descriptor(4, 65000)))
        .isEqualTo(Status.NO_SPACE);
    assertThat(windows.securityDescriptor(one)).isEqualTo(descriptor(2, 200));
    assertThat(test.inodes()).isEqualTo(before + 1);
  }

  @Test
  void aDescriptorThatIsNotThereCanBeGivenWithoutATrace() {
    Inode file = test.file(root, "f");
    test.volume.setattr(test.call, file, change.clear().ctime(7, 0));
    told.clear();
    assertThat(windows.securityDescriptor(file, descriptor(1, 200))).isEqualTo(descriptor(1, 200));
    assertThat(windows.securityDescriptor(file, descriptor(2, 200))).isEqualTo(descriptor(1, 200));
    assertThat(windows.securityDescriptor(file)).isEqualTo(descriptor(1, 200));
    assertThat(told).isEmpty();
    assertThat(test.attributes(file).ctimeSeconds()).isEqualTo(7);
    assertThat(test.inodes()).isEqualTo(3);
    Inode other = test.file(root, "g");
    assertThat(windows.securityDescriptor(other, descriptor(3, 65000))).hasSize(65000);
    assertThat(windows.securityDescriptor(other)).isNull();
  }

  @Test
  void aReparsePointHasATag() {
    Inode file = test.file(root, "f");
    assertThat(test.attributes(file).reparseTag()).isZero();
    assertThat(setReparse(file, SYMLINK)).isEqualTo(Status.OK);
    assertThat(test.attributes(file).reparseTag()).isEqualTo(0xA000000C);
    assertThat(windows.reparseData(file)).isEqualTo(SYMLINK);
    long before = test.inodes();
    assertThat(setReparse(file, Arrays.copyOf(SYMLINK, 5000))).isEqualTo(Status.OK);
    assertThat(test.inodes()).isEqualTo(before + 10);
    told.clear();
    assertThat(setReparse(file, null)).isEqualTo(Status.OK);
    assertThat(told).containsExactly("ATTRIBUTES " + file.id());
    assertThat(test.inodes()).isEqualTo(before);
    assertThat(windows.reparseData(file)).isNull();
    assertThat(test.attributes(file).reparseTag()).isZero();
  }

  @Test
  void onlyAnEmptyDirectoryBecomesAReparsePoint() {
    Inode dir = test.directory(root, "d");
    Inode sub = test.directory(dir, "x");
    told.clear();
    assertThat(setReparse(dir, SYMLINK)).isEqualTo(Status.NOT_EMPTY);
    assertThat(told).isEmpty();
    test.rmdir(dir, "x");
    assertThat(setReparse(dir, SYMLINK)).isEqualTo(Status.OK);
    assertThat(test.attributes(dir).reparseTag()).isEqualTo(0xA000000C);
    assertThat(sub.tryRetain()).isFalse();
  }

  @Test
  void whatIsNeitherFileNorDirectoryBecomesNone() {
    byte[] target = "target".getBytes(UTF_8);
    assertThat(
            test.volume.symlink(
                call("link"), root, MemorySegment.ofArray(target), 0, target.length))
        .isEqualTo(Status.OK);
    Inode link = test.call.inode();
    link.release();
    assertThat(setReparse(link, SYMLINK)).isEqualTo(Status.INVALID);
    Inode stream = test.stream(test.file(root, "f"), "s");
    assertThat(setReparse(stream, SYMLINK)).isEqualTo(Status.INVALID);
  }

  @Test
  void creationCanBeMovedInTime() {
    Inode file = test.file(root, "f");
    assertThat(test.volume.setattr(test.call, file, change.clear().btime(-7, 5)))
        .isEqualTo(Status.OK);
    Attributes attributes = test.attributes(file);
    assertThat(attributes.btimeSeconds()).isEqualTo(-7);
    assertThat(attributes.btimeNanos()).isEqualTo(5);
  }

  @Test
  void aFileCanBeBornWithWhatWindowsKnows() {
    test.call.atBirth(0x22, descriptor(1, 150));
    Inode file = test.file(root, "f");
    assertThat(test.call.attributes().dosAttributes()).isEqualTo(0x22);
    assertThat(windows.securityDescriptor(file)).isEqualTo(descriptor(1, 150));
    assertThat(test.inodes()).isEqualTo(3);
    Inode next = test.file(root, "g");
    assertThat(test.attributes(next).dosAttributes()).isEqualTo(Attributes.NO_DOS_ATTRIBUTES);
    assertThat(windows.securityDescriptor(next)).isNull();
  }

  @Test
  void birthIsForgottenWhenItFails() {
    test.file(root, "f");
    test.call.atBirth(0x22, descriptor(1, 150));
    assertThat(test.volume.create(call("f"), root, 0644, 0)).isEqualTo(Status.EXISTS);
    assertThat(test.attributes(test.file(root, "g")).dosAttributes())
        .isEqualTo(Attributes.NO_DOS_ATTRIBUTES);
    test.call.atBirth(0x22, null);
    assertThat(test.volume.create(call("x"), test.find(root, "f"), 0644, 0))
        .isEqualTo(Status.NOT_DIRECTORY);
    assertThat(test.volume.symlink(test.call.atBirth(0x22, null), root, NONE, 0, 5000))
        .isEqualTo(Status.NAME_TOO_LONG);
    test.unlink(root, "g");
    assertThat(test.attributes(test.file(root, "g")).dosAttributes())
        .isEqualTo(Attributes.NO_DOS_ATTRIBUTES);
    test.call.atBirth(0x22, descriptor(1, 65000));
    assertThat(test.volume.create(call("h"), root, 0644, 0)).isEqualTo(Status.NO_SPACE);
    assertThat(test.list(root)).containsExactly("f", "g");
    assertThat(test.inodes()).isEqualTo(3);
  }

  private void set(Inode inode, byte[] descriptor) {
    assertThat(windows.setSecurityDescriptor(test.call, inode, descriptor)).isEqualTo(Status.OK);
  }

  private Status setReparse(Inode inode, byte @Nullable [] data) {
    return windows.setReparseData(test.call, inode, data);
  }

  private Call call(String name) {
    test.name(name);
    return test.call;
  }

  private static byte[] descriptor(int first, int length) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    return bytes;
  }
}
