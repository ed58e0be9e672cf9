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

/** The streams of a file are linearizable. */
@Param(name = "name", gen = IntGen.class, conf = "0:2")
public class NamedStreamsLincheckTest {
  private final Volume volume =
      Volume.create(new VolumeOptions(16 * 4096, 4096, 100, false, 0, 0, 0755));
  private final Inode file = make();

  private Inode make() {
    Call call = new Call(Inode::retain);
    call.name().wrap(new byte[] {'f'});
    volume.create(call, volume.root(), Mode.S_IFREG | 0644, 0);
    return call.inode();
  }

  @Operation
  public Status create(@Param(name = "name") int name) {
    return volume.streams().create(call(name), file);
  }

  @Operation
  public Status open(@Param(name = "name") int name) {
    return volume.streams().open(call(name), file);
  }

  @Operation
  public String list() {
    TreeSet<String> names = new TreeSet<>();
    volume
        .streams()
        .list(call(0), file, (name, size, allocated) -> names.add(new String(name, US_ASCII)));
    return names.toString();
  }

  @Operation
  public Status remove(@Param(name = "name") int name) {
    return volume.streams().remove(call(name), file);
  }

  private static Call call(int name) {
    Call call = new Call(inode -> {});
    call.name().wrap(("s" + name).getBytes(US_ASCII));
    return call;
  }

  @Test
  void linearizableUnderStress() {
    new StressOptions()
        .threads(2)
        .actorsPerThread(3)
        .iterations(8)
        .invocationsPerIteration(150)
        .check(NamedStreamsLincheckTest.class);
  }

  @Test
  void linearizableUnderEveryInterleavingTried() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .iterations(5)
        .invocationsPerIteration(40)
        .check(NamedStreamsLincheckTest.class);
  }
}
