// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The suite of behaviours on the JDK's own file system: whether it demands what is right. */
class TmpfsBehaviourTest {
  private static Tmpfs tmpfs;

  @BeforeAll
  static void makeDirectory() throws IOException {
    tmpfs = new Tmpfs();
  }

  @AfterAll
  static void removeDirectory() throws IOException {
    tmpfs.close();
  }

  private static Path root() {
    return tmpfs.root();
  }

  @Nested
  class Names extends NamesBehaviour {
    Names() {
      super(TmpfsBehaviourTest::root);
    }
  }

  @Nested
  class CopiesAndMoves extends TransferBehaviour {
    CopiesAndMoves() {
      super(TmpfsBehaviourTest::root);
    }
  }

  @Nested
  class Attributes extends AttributeBehaviour {
    Attributes() {
      super(TmpfsBehaviourTest::root);
    }
  }

  @Nested
  class Channels extends ChannelBehaviour {
    Channels() {
      super(TmpfsBehaviourTest::root);
    }
  }

  @Nested
  class TransfersAndLocks extends TransferToBehaviour {
    TransfersAndLocks() {
      super(TmpfsBehaviourTest::root);
    }
  }

  @Nested
  class Directories extends DirectoryBehaviour {
    Directories() {
      super(TmpfsBehaviourTest::root);
    }
  }

  @Nested
  class Watching extends WatchBehaviour {
    Watching() {
      super(TmpfsBehaviourTest::root);
    }
  }
}
