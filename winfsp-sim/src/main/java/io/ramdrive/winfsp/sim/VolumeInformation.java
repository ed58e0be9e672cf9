// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** GetDiskFreeSpaceEx and GetVolumeInformation; sizes in bytes. */
public record VolumeInformation(
    long totalSize,
    long freeSize,
    String label,
    int serialNumber,
    String fileSystemName,
    int sectorSize,
    int allocationUnit,
    int maxComponentLength) {}
