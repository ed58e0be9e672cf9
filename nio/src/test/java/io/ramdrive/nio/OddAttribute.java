// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.attribute.FileAttribute;

/** An attribute that no file system knows. */
enum OddAttribute implements FileAttribute<String> {
  INSTANCE;

  @Override
  public String value() {
    return "odd";
  }
}
