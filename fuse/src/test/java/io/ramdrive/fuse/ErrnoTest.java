// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Status;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void everyStatusHasANumberOfItsOwn() {
    Map<Integer, Status> seen = new HashMap<>();
    for (Status status : Status.values()) {
      assertThat(seen.put(Errno.of(status), status)).as(status.name()).isNull();
    }
    assertThat(Errno.of(Status.OK)).isZero();
    assertThat(seen.keySet()).allMatch(errno -> errno >= 0);
  }

  @Test
  void namesWhatItKnows() {
    assertThat(Errno.name(Errno.EPERM)).isEqualTo("EPERM, operation not permitted");
    assertThat(Errno.name(133)).isEqualTo("error 133");
  }
}
