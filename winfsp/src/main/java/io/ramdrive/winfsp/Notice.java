// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/**
 * One notification that is to be sent. Its paths are found only then: what the kernel calls a file
 * may change until it is told.
 *
 * @param directory whether the name is a directory's
 * @param inode the inode whose names are told, or the directory of {@code name}
 * @param name a name in the directory {@code inode}; empty if the inode's own names are meant
 */
record Notice(NotificationRule rule, boolean directory, long inode, String name) {}
