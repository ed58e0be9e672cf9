// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Names in two directories are linearizable: create, lookup, unlink and every kind of rename. */
@Param(name = "name", gen = IntGen.class, conf = "0:2")
@Param(name = "dir", gen = IntGen.class, conf = "0:1")
public class DirectoryLincheckTest {
  private final Volume volume =
      Volume.create(new VolumeOptions(16 * 4096, 4096, 100, false, 0, 0, 0755));
  private final Inode[] dirs = {volume.root(), sub()};

  private Inode sub() {
    Call call = call("sub", "sub");
    volume.create(call, volume.root(), Mode.S_IFDIR | 0755, 0);
    return call.inode();
  }

  @Operation
  public Status create(@Param(name = "dir") int dir, @Param(name = "name") int name) {
    return volume.create(call("f" + name, ""), dirs[dir], Mode.S_IFREG | 0644, 0);
  }

  @Operation
  public Status lookup(@Param(name = "dir") int dir, @Param(name = "name") int name) {
    return volume.lookup(call("f" + name, ""), dirs[dir]);
  }

  @Operation
  public Status unlink(@Param(name = "dir") int dir, @Param(name = "name") int name) {
    return volume.unlink(call("f" + name, ""), dirs[dir]);
  }

  @Operation
  public Status rename(
      @Param(name = "dir") int dir,
      @Param(name = "name") int name,
      @Param(name = "dir") int newDir,
      @Param(name = "name") int newName) {
    return volume.rename(call("f" + name, "f" + newName), dirs[dir], dirs[newDir], 0);
  }

  @Operation
  public Status exchange(
      @Param(name = "dir") int dir,
      @Param(name = "name") int name,
      @Param(name = "dir") int newDir,
      @Param(name = "name") int newName) {
    return volume.rename(
        call("f" + name, "f" + newName), dirs[dir], dirs[newDir], Volume.RENAME_EXCHANGE);
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
        .check(DirectoryLincheckTest.class);
  }

  @Test
  void linearizableUnderEveryInterleavingTried() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .iterations(5)
        .invocationsPerIteration(40)
        .check(DirectoryLincheckTest.class);
  }
}
