// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/**
 * One change that a watcher hears of: FILE_NOTIFY_INFORMATION.
 *
 * @param action FILE_ACTION_ADDED and the like
 * @param filter the FILE_NOTIFY_CHANGE_… bits that the change was reported with
 * @param path from the volume's root, as the driver calls the file
 */
public record ChangeRecord(int action, int filter, String path) {}
