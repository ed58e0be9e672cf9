// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.TreeSet;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** The names that a file knows are the names it has, whoever changes them meanwhile. */
@Param(name = "name", gen = IntGen.class, conf = "0:2")
@Param(name = "dir", gen = IntGen.class, conf = "0:1")
public class InodeNamesLincheckTest {
  private final Volume volume =
      Volume.create(
          new VolumeOptions(
              16 * 4096, 4096, 100, false, 0, 0, 0755, NameMatching.CASE_INSENSITIVE));
  private final Inode[] dirs = {volume.root(), make("sub", Mode.S_IFDIR | 0755)};
  private final Inode file = make("f0", Mode.S_IFREG | 0644);

  private Inode make(String name, int mode) {
    Call call = new Call(Inode::retain);
    call.name().wrap(name.getBytes(US_ASCII));
    volume.create(call, volume.root(), mode, 0);
    return call.inode();
  }

  @Operation
  public Status link(@Param(name = "dir") int dir, @Param(name = "name") int name) {
    return volume.link(call("f" + name, ""), file, dirs[dir]);
  }

  @Operation
  public Status unlink(@Param(name = "dir") int dir, @Param(name = "name") int name) {
    return volume.unlink(call("F" + name, ""), dirs[dir]);
  }

  @Operation
  public Status rename(
      @Param(name = "dir") int dir,
      @Param(name = "name") int name,
      @Param(name = "dir") int newDir,
      @Param(name = "name") int newName) {
    return volume.rename(call("f" + name, "F" + newName), dirs[dir], dirs[newDir], 0);
  }

  @Operation
  public String names() {
    TreeSet<String> names = new TreeSet<>();
    volume.names(file, (parent, name) -> names.add(parent.id() + "/" + new String(name, US_ASCII)));
    return names.toString();
  }

  private static Call call(String name, String newName) {
    Call call = new Call(inode -> {});
    call.name().wrap(name.getBytes(US_ASCII));
    call.newName().wrap(newName.getBytes(US_ASCII));
    return call;
  }

  @Test
  void linearizableUnderStress() {
    new StressOptions()
        .threads(2)
        .actorsPerThread(3)
        .iterations(8)
        .invocationsPerIteration(150)
        .check(InodeNamesLincheckTest.class);
  }

  @Test
  void linearizableUnderEveryInterleavingTried() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .iterations(5)
        .invocationsPerIteration(40)
        .check(InodeNamesLincheckTest.class);
  }
}
