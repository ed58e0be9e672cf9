// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Lucene index in the Java view of a drive that nobody has mounted. */
class NioLuceneTest {
  private RamDrive drive;

  @BeforeEach
  void makeDrive() {
    drive = RamDrive.create(RamDriveOptions.builder().size("256m").build());
  }

  @AfterEach
  void closeDrive() {
    drive.close();
  }

  @Test
  void indexIsSoundThroughUpdatesMergesAndReopen() throws IOException {
    Path root = drive.path("/lucene");
    try (Directory directory = new NIOFSDirectory(root)) {
      LuceneTest.useIndex(directory, 2, () -> {});
      for (String file : directory.listAll()) {
        directory.deleteFile(file);
      }
    }
    assertThat(root).isEmptyDirectory();
    assertThat(drive.statistics().used()).as("held by channels").isZero();
  }
}
