// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the requests that programs wait for, by opcode. */
final class RequestLog implements RequestHook {
  private static final List<Integer> ASYNCHRONOUS =
      List.of(Opcode.FUSE_FORGET, Opcode.FUSE_BATCH_FORGET, Opcode.FUSE_RELEASE);
  private final Map<String, Integer> counts = Collections.synchronizedMap(new TreeMap<>());

  @Override
  public void before(Exchange exchange) {
    int opcode = InHeader.opcode(exchange.request());
    if (!ASYNCHRONOUS.contains(opcode)) {
      counts.merge(Opcode.name(opcode), 1, Integer::sum);
    }
  }

  /** What came since this was last asked. */
  Map<String, Integer> take() {
    synchronized (counts) {
      Map<String, Integer> result = new LinkedHashMap<>(counts);
      counts.clear();
      return result;
    }
  }
}
