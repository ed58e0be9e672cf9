// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/**
 * What Create wants a new file to be.
 *
 * @param createOptions FILE_* options
 * @param fileAttributes FILE_ATTRIBUTE_*
 * @param descriptor the address of a security descriptor, or null
 * @param allocationSize bytes to be reserved
 * @param extraBuffer the address of extended attributes or reparse data, or null
 */
record NewFile(
    int createOptions,
    int fileAttributes,
    long descriptor,
    long allocationSize,
    long extraBuffer,
    int extraLength,
    boolean extraIsReparsePoint) {}
