// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/**
 * A file of the sequential model.
 *
 * @param content its bytes, each as one character
 * @param mode its permissions
 * @param links the number of its names
 */
record TinyFile(String content, int mode, int links) {

  TinyFile withContent(String changed) {
    return new TinyFile(changed, mode, links);
  }

  TinyFile withMode(int changed) {
    return new TinyFile(content, changed, links);
  }

  TinyFile withLinks(int changed) {
    return new TinyFile(content, mode, changed);
  }

  /** The content after {@code data} was written at {@code offset}. */
  TinyFile written(int offset, String data) {
    int end = Math.max(content.length(), offset + data.length());
    StringBuilder changed = new StringBuilder(content);
    changed.append("\0".repeat(end - content.length()));
    changed.replace(offset, offset + data.length(), data);
    return withContent(changed.toString());
  }

  /** The content cut or filled with zeros to {@code size}. */
  TinyFile resized(int size) {
    return withContent(
        size <= content.length()
            ? content.substring(0, size)
            : content + "\0".repeat(size - content.length()));
  }
}
