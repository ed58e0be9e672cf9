// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.OptionsFile;
import io.ramdrive.RamDriveOptions;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import io.ramdrive.winfsp.binding.WinFspService;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code ramdrive service run}: what Windows starts. */
final class ServiceRunCommand implements Callable<Integer> {
  private static final String USUAL_MOUNT_POINT = "R:";

  /** How long Windows is to wait for the mount, which takes a moment. */
  private static final int START_MILLIS = 60_000;

  private final WindowsHost host;
  private final Syntax syntax;

  ServiceRunCommand(WindowsHost host) {
    this.host = host.asService();
    syntax =
        Syntax.of(
                "run",
                this,
                "Mount a drive when the service starts, and unmount it when it stops.",
                "For Windows to start; from a console it serves until Ctrl-C.",
                "")
            .withOptionalMountPoint(host.placeholder(), "Where to mount (default: R:).")
            .withValue(
                "FILE",
                "Read options from FILE (default: "
                    + host.optionsOfService()
                    + ", if there is one).",
                "--config")
            .withValue("FILE", "Append what the service has to say to FILE.", "--log-file")
            .withDriveOptions();
  }

  Syntax syntax() {
    return syntax;
  }

  @Override
  public Integer call() throws IOException {
    Path log = syntax.path("--log-file");
    if (log != null) {
      System.setErr(
          new PrintStream(new FileOutputStream(log.toFile(), true), true, StandardCharsets.UTF_8));
    }
    try {
      return WinFspService.run(WinFspLibrary.load(), ServiceCommand.NAME, new Handler());
    } catch (WinFspException e) {
      throw new CommandFailure(ExitCode.CANNOT_MOUNT, String.valueOf(e.getMessage()), e);
    }
  }

  /** The defaults, changed by the file if there is one, changed by the command line. */
  RamDriveOptions options() throws IOException {
    RamDriveOptions.Builder builder = RamDriveOptions.builder();
    @Nullable Path given = syntax.path("--config");
    Path file = given == null ? host.optionsOfService() : given;
    if (given != null || Files.exists(file)) {
      OptionsFile.load(file, builder);
    }
    syntax.applyTo(builder);
    return builder.build();
  }

  /** Where to mount. */
  String mountPoint() {
    String given = syntax.mountPoint();
    return host.mountPoint(given.isEmpty() ? USUAL_MOUNT_POINT : given);
  }

  /**
   * Windows counts the service as running before it starts, so a failure to start ends it again,
   * with an exit code. So does the end of the mount that nobody asked for.
   */
  private final class Handler implements WinFspService.Handler {
    /** Written by the thread that starts, read by the one that stops. */
    private volatile @Nullable MountSession session;

    private volatile boolean stopping;

    @Override
    public void start(WinFspService service, List<String> arguments) throws IOException {
      service.requestTime(START_MILLIS);
      MountSession begun = MountSession.begin(host, List.of(mountPoint()), "", options());
      session = begun;
      Thread watcher =
          new Thread(
              () ->
                  ServiceEnd.await(
                      begun::awaitUnmounted, () -> stopping, service::setExitCode, service::stop),
              "ramdrive-service-end");
      watcher.setDaemon(true);
      watcher.start();
    }

    @Override
    public void stop() {
      stopping = true;
      MountSession begun = session;
      if (begun != null) {
        begun.close();
      }
    }
  }
}
