// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.DriveOption;
import io.ramdrive.HostMemory;
import io.ramdrive.MountedDrive;
import io.ramdrive.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Windows, which has no table of drives: what a process mounts it writes down, those of a user in a
 * folder of that user, the service in one that everybody can read.
 */
final class WindowsHost implements Host {
  private static final System.Logger LOG = System.getLogger(WindowsHost.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WindowsFolders folders;
  private final boolean service;

  WindowsHost(Map<String, String> environment) {
    this(new WindowsFolders(environment), false);
  }

  private WindowsHost(WindowsFolders folders, boolean service) {
    this.folders = folders;
    this.service = service;
  }

  /** For the service, whose drives everybody may know of, and only Windows may end. */
  WindowsHost asService() {
    return new WindowsHost(folders, true);
  }

  @Override
  public String placeholder() {
    return "DRIVE";
  }

  @Override
  public String mountPoints() {
    return "Letters such as R:, *: for any free letter, directories that do not exist yet, or"
        + " shares such as \\\\r"
        + "amdrive\\temp.";
  }

  @Override
  public String[] mounting() {
    return new String[] {
      "Mount a new, empty drive at DRIVE and serve it until it is unmounted.",
      "Ctrl-C and 'ramdrive unmount DRIVE' end it; its content is gone then. With several mount"
          + " points all show the same drive, each with a kernel cache of its own.",
      ""
    };
  }

  @Override
  public String mountPoint(String text) {
    try {
      return Platform.WINDOWS.mountPoint(text);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.CANNOT_MOUNT, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Optional<Path> root(String mountPoint) {
    try {
      return Platform.WINDOWS.root(mountPoint);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String daemonRefusal() {
    return "--daemon is for Linux; on Windows the service 'RamDrive' serves in the background:"
        + " install it with scripts\\windows\\install-service.ps1.";
  }

  @Override
  public boolean usesStopFiles() {
    return !service;
  }

  @Override
  public DriveRegistry registry() {
    return service ? registryOfService() : new DriveRegistry(folders.drivesOfUser());
  }

  private DriveRegistry registryOfService() {
    return new DriveRegistry(folders.drivesOfService());
  }

  /** The options of the service, unless it is told otherwise. */
  Path optionsOfService() {
    return folders.optionsOfService();
  }

  @Override
  public List<MountedDrive> mounted() {
    List<MountedDrive> mounted = new ArrayList<>();
    addTo(mounted, registry().records());
    registry().sweep(mounted);
    addTo(mounted, registryOfService().records());
    return mounted;
  }

  /**
   * Adds those that there are. A process of an administrator, or of the service, is not for
   * everybody to look at: then the drive is asked.
   */
  private static void addTo(List<MountedDrive> mounted, List<DriveRecord> records) {
    for (DriveRecord record : records) {
      if (record.process().isAlive() || answers(record)) {
        addTo(mounted, record);
      }
    }
  }

  private static void addTo(List<MountedDrive> mounted, DriveRecord record) {
    String label = record.options().getOrDefault(DriveOption.VOLUME_LABEL.key(), "");
    for (Path mountPoint : record.mountPoints()) {
      mounted.add(new MountedDrive(mountPoint, label));
    }
  }

  private static boolean answers(DriveRecord record) {
    boolean answers = false;
    for (Path mountPoint : record.mountPoints()) {
      try {
        answers |= DriveSpace.ofFileStore(mountPoint).size() > 0;
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, mountPoint + " does not answer", e);
      }
    }
    return answers;
  }

  @Override
  public MountedDrive drive(String text) {
    Optional<Path> root = root(text);
    for (MountedDrive drive : mounted()) {
      if (root.isPresent() && drive.mountPoint().equals(root.get())) {
        return drive;
      }
    }
    throw new CommandFailure(
        ExitCode.NOT_MOUNTED,
        "No drive is mounted at " + text + "; 'ramdrive list' shows those that are.");
  }

  @Override
  public Optional<DriveRecord> record(Path mountPoint) {
    Optional<DriveRecord> own = registry().find(mountPoint);
    return own.isPresent() ? own : registryOfService().find(mountPoint);
  }

  @Override
  public DriveSpace space(Path mountPoint) throws IOException {
    return DriveSpace.ofFileStore(mountPoint);
  }

  @Override
  public void unmount(MountedDrive drive, boolean lazy, PrintWriter err)
      throws IOException, InterruptedException {
    if (lazy) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--lazy is for Linux; on Windows a drive in use is unmounted like any other, and the"
              + " programs that use it get errors.");
    }
    DriveRegistry registry = registry();
    Optional<DriveRecord> record = registry.find(drive.mountPoint());
    if (record.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          drive.mountPoint()
              + " is served by the service: 'sc.exe stop "
              + ServiceCommand.NAME
              + "' as administrator ends it.");
    }
    ProcessId process = record.get().process();
    boolean visible = process.isAlive();
    boolean taken = StopFile.request(registry.stopFile(process), PATIENCE, visible);
    if (!taken || !process.awaitEnd(PATIENCE)) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "The process "
              + process.pid()
              + " of the drive has not ended within "
              + PATIENCE.toSeconds()
              + " s; 'taskkill /F /PID "
              + process.pid()
              + "' ends it.");
    }
    registry.sweep(List.of());
  }

  @Override
  public List<Finding> findings() {
    return new WindowsDoctor(WindowsMachine.here(folders), Runtime.version(), HostMemory.read())
        .findings();
  }
}
