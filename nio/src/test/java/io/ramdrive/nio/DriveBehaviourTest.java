// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The suite of behaviours on a drive. */
class DriveBehaviourTest {
  private static FileSystem drive;

  @BeforeAll
  static void makeDrive() throws IOException {
    drive = FileSystems.newFileSystem(URI.create("ramdrive:behaviour"), Map.of("size", "256m"));
    Files.createDirectory(drive.getPath("/tmp"));
  }

  @AfterAll
  static void closeDrive() throws IOException {
    drive.close();
  }

  private static Path root() {
    return drive.getPath("/tmp");
  }

  @Nested
  class Names extends NamesBehaviour {
    Names() {
      super(DriveBehaviourTest::root);
    }
  }

  @Nested
  class CopiesAndMoves extends TransferBehaviour {
    CopiesAndMoves() {
      super(DriveBehaviourTest::root);
    }
  }

  @Nested
  class Attributes extends AttributeBehaviour {
    Attributes() {
      super(DriveBehaviourTest::root);
    }
  }

  @Nested
  class Channels extends ChannelBehaviour {
    Channels() {
      super(DriveBehaviourTest::root);
    }
  }

  @Nested
  class TransfersAndLocks extends TransferToBehaviour {
    TransfersAndLocks() {
      super(DriveBehaviourTest::root);
    }
  }

  @Nested
  class Directories extends DirectoryBehaviour {
    Directories() {
      super(DriveBehaviourTest::root);
    }
  }

  @Nested
  class Watching extends WatchBehaviour {
    Watching() {
      super(DriveBehaviourTest::root);
    }
  }
}
