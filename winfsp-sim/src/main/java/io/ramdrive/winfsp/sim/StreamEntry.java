// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/**
 * A stream of a file: FILE_STREAM_INFORMATION.
 *
 * @param name without colons and type, empty for the main stream
 * @param size in bytes
 * @param allocationSize in bytes
 */
public record StreamEntry(String name, long size, long allocationSize) {}
