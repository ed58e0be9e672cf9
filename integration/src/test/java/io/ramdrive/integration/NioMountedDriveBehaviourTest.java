// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import io.ramdrive.nio.AttributeBehaviour;
import io.ramdrive.nio.ChannelBehaviour;
import io.ramdrive.nio.DirectoryBehaviour;
import io.ramdrive.nio.NamesBehaviour;
import io.ramdrive.nio.TransferBehaviour;
import io.ramdrive.nio.TransferToBehaviour;
import io.ramdrive.nio.WatchBehaviour;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The suite of behaviours on the Java view of a drive whose mount is told of every change. */
class NioMountedDriveBehaviourTest {
  private static RamDrive drive;
  private static Mount mount;

  @BeforeAll
  static void mount(@TempDir Path mountPoint) throws IOException {
    drive = RamDrive.create(RamDriveOptions.builder().size("256m").build());
    mount = drive.mount(mountPoint);
  }

  @AfterAll
  static void unmount() {
    mount.close();
    drive.close();
  }

  private static Path root() {
    return drive.path("/");
  }

  @Nested
  class Names extends NamesBehaviour {
    Names() {
      super(NioMountedDriveBehaviourTest::root);
    }
  }

  @Nested
  class CopiesAndMoves extends TransferBehaviour {
    CopiesAndMoves() {
      super(NioMountedDriveBehaviourTest::root);
    }
  }

  @Nested
  class Attributes extends AttributeBehaviour {
    Attributes() {
      super(NioMountedDriveBehaviourTest::root);
    }
  }

  @Nested
  class Channels extends ChannelBehaviour {
    Channels() {
      super(NioMountedDriveBehaviourTest::root);
    }
  }

  @Nested
  class TransfersAndLocks extends TransferToBehaviour {
    TransfersAndLocks() {
      super(NioMountedDriveBehaviourTest::root);
    }
  }

  @Nested
  class Directories extends DirectoryBehaviour {
    Directories() {
      super(NioMountedDriveBehaviourTest::root);
    }
  }

  @Nested
  class Watching extends WatchBehaviour {
    Watching() {
      super(NioMountedDriveBehaviourTest::root);
    }
  }
}
