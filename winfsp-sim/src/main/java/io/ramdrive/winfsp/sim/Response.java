// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import org.jspecify.annotations.Nullable;

/**
 * What user mode answers: FSP_FSCTL_TRANSACT_RSP, unpacked.
 *
 * @param status 0, STATUS_REPARSE (of a create only) or negative
 * @param information bytes transferred; of a create FILE_OPENED (1), FILE_CREATED (2),
 *     FILE_OVERWRITTEN (3: an Overwrite has to follow), FILE_SUPERSEDED (0: likewise); of a create
 *     that opened the target's directory FILE_EXISTS (4) or FILE_DOES_NOT_EXIST (5); with
 *     STATUS_REPARSE 0 (IO_REPARSE: the payload is the new name in UTF-16) or the reparse tag (the
 *     payload is the REPARSE_DATA_BUFFER)
 * @param fileInfo FSP_FSCTL_FILE_INFO, 72 bytes, or null where the request has none
 * @param payload what the request's javadoc says, else empty; of a create that succeeded the file's
 *     descriptor, if user mode knows it
 * @param context of a create that succeeded
 * @param normalizedName of a create, if user mode gave one
 * @param grantedAccess of a create that succeeded
 * @param disableCache of a create: user mode wants no data cached for this handle
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and each made for one request
record Response(
    int status,
    int information,
    byte @Nullable [] fileInfo,
    byte[] payload,
    FileContext context,
    @Nullable String normalizedName,
    int grantedAccess,
    boolean disableCache) {
  private static final byte[] NOTHING = {};

  static Response of(int status) {
    return new Response(status, 0, null, NOTHING, FileContext.VOLUME, null, 0, false);
  }

  static Response of(int status, int information, byte[] payload) {
    return new Response(status, information, null, payload, FileContext.VOLUME, null, 0, false);
  }

  static Response withFileInfo(int status, int information, byte[] fileInfo) {
    return new Response(status, information, fileInfo, NOTHING, FileContext.VOLUME, null, 0, false);
  }

  boolean succeeded() {
    return status >= 0;
  }
}
