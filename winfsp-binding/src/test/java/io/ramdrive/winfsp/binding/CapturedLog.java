// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what the library logs, instead of the console. */
final class CapturedLog implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.ramdrive.winfsp.binding");
  private final List<String> messages = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          messages.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  CapturedLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  List<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}
