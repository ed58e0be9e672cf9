// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.io.IOException;
import java.io.Serial;

/**
 * WinFsp is absent, or refused something. The message is a sentence for users: what, why, what to
 * do.
 */
public final class WinFspException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status the NTSTATUS that says why
   * @param sentence what happened, and what to do about it
   */
  public WinFspException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  WinFspException(int status, String sentence, Throwable cause) {
    super(sentence, cause);
    this.status = status;
  }

  /** The NTSTATUS that says why: negative, see {@link NtStatus}. */
  public int status() {
    return status;
  }
}
