// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import io.ramdrive.nio.AttributeBehaviour;
import io.ramdrive.nio.ChannelBehaviour;
import io.ramdrive.nio.DirectoryBehaviour;
import io.ramdrive.nio.NamesBehaviour;
import io.ramdrive.nio.TransferBehaviour;
import io.ramdrive.nio.TransferToBehaviour;
import io.ramdrive.nio.WatchBehaviour;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The suite of behaviours with the JDK's own file system on a mount. */
class NioMountBehaviourTest {
  private static TestDrive drive;

  @BeforeAll
  static void mount() {
    drive = TestDrive.mount();
  }

  @AfterAll
  static void unmount() {
    drive.close();
  }

  private static Path root() {
    return drive.root();
  }

  @Nested
  class Names extends NamesBehaviour {
    Names() {
      super(NioMountBehaviourTest::root);
    }
  }

  @Nested
  class CopiesAndMoves extends TransferBehaviour {
    CopiesAndMoves() {
      super(NioMountBehaviourTest::root);
    }
  }

  @Nested
  class Attributes extends AttributeBehaviour {
    Attributes() {
      super(NioMountBehaviourTest::root);
    }
  }

  @Nested
  class Channels extends ChannelBehaviour {
    Channels() {
      super(NioMountBehaviourTest::root);
    }
  }

  @Nested
  class TransfersAndLocks extends TransferToBehaviour {
    TransfersAndLocks() {
      super(NioMountBehaviourTest::root);
    }
  }

  @Nested
  class Directories extends DirectoryBehaviour {
    Directories() {
      super(NioMountBehaviourTest::root);
    }
  }

  @Nested
  class Watching extends WatchBehaviour {
    Watching() {
      super(NioMountBehaviourTest::root);
    }
  }
}
