// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the driver's caches of what is known about nodes (security, listings, streams, extended
 * attributes): 100 items, none larger than a limit, each for some time.
 */
final class MetaCache {
  private static final int CAPACITY = 100;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Item(byte[] bytes, long expiry) {}

  private final long timeout;
  private final int sizeLimit;
  private final VirtualClock clock;
  private final Map<FsdNode, Item> items =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FsdNode, Item> eldest) {
          return size() > CAPACITY;
        }
      };

  MetaCache(long timeout, int sizeLimit, VirtualClock clock) {
    this.timeout = timeout;
    this.sizeLimit = sizeLimit;
    this.clock = clock;
  }

  synchronized byte @Nullable [] get(FsdNode node) {
    Item item = items.get(node);
    return item != null && clock.millis() < item.expiry ? item.bytes : null;
  }

  synchronized void put(FsdNode node, byte[] bytes) {
    if (timeout != 0 && bytes.length <= sizeLimit) {
      items.put(node, new Item(bytes, VolumeTraits.expiry(timeout, clock)));
    }
  }

  synchronized void remove(FsdNode node) {
    items.remove(node);
  }
}
