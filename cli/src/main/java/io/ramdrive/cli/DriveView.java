// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.MountedDrive;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mounted drive with all that can be found out about it.
 *
 * @param drive where it is and what it is called
 * @param space how full it is; null when it does not answer
 * @param silence why it does not answer; empty when it does
 * @param record what its process wrote down; null when that is another user's
 */
record DriveView(
    MountedDrive drive, @Nullable DriveSpace space, String silence, @Nullable DriveRecord record) {

  static DriveView of(MountedDrive drive, Host host) throws IOException {
    Optional<DriveRecord> record = host.record(drive.mountPoint());
    try {
      return new DriveView(drive, host.space(drive.mountPoint()), "", record.orElse(null));
    } catch (IOException e) {
      return new DriveView(drive, null, String.valueOf(e.getMessage()), record.orElse(null));
    }
  }

  /** All drives that there are. */
  static List<DriveView> all(Host host) throws IOException {
    List<DriveView> views = new ArrayList<>();
    for (MountedDrive drive : host.mounted()) {
      views.add(of(drive, host));
    }
    return views;
  }

  /** For {@link Json}; what is not known is left out. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mountPoint", drive.mountPoint().toString());
    map.put("label", drive.label());
    map.put("answers", space != null);
    if (space != null) {
      map.put("size", space.size());
      map.put("used", space.used());
      map.put("free", space.free());
      if (space.maxInodes() > 0) {
        map.put("maxInodes", space.maxInodes());
        map.put("inodes", space.inodes());
      }
    }
    if (record != null) {
      map.put("pid", record.process().pid());
      map.put("mountedAt", record.mountedAt().toString());
      map.put("uptimeSeconds", uptime(record).toSeconds());
      if (!record.transport().isEmpty()) {
        map.put("transport", record.transport());
      }
      if (!record.log().isEmpty()) {
        map.put("log", record.log());
      }
      map.put("options", record.options());
    }
    return map;
  }

  static Duration uptime(DriveRecord record) {
    return Duration.between(record.mountedAt(), Instant.now());
  }
}
