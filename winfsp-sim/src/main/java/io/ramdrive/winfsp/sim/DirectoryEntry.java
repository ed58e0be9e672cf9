// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** An entry of a listing: FILE_ID_BOTH_DIR_INFORMATION. */
public record DirectoryEntry(String name, FileInformation info) {}
