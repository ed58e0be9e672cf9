// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A source tree, as a git repository and as an archive: the same files on every machine, of sizes
 * as in real projects (half of them below 3 KiB, one in a hundred above 50 KiB).
 */
final class SourceTree {

  static final String REPOSITORY = "repository";
  static final String ARCHIVE = "sources.tar";

  private static final int FILES_PER_DIRECTORY = 20;
  private static final int MEDIAN_BYTES = 3000;

  private static final String[] WORDS = {
    "public", "static", "final", "return", "value", "offset", "length", "buffer", "kernel",
        "volume",
    "request", "reply", "inode", "name", "directory", "entry", "page", "if", "else", "while"
  };

  private SourceTree() {}

  /** Makes repository and archive of that many files in a directory. */
  static void make(Path directory, int files) throws IOException, InterruptedException {
    Path repository = Files.createDirectory(directory.resolve(REPOSITORY));
    Random random = new Random(1);
    for (int i = 0; i < files; i++) {
      int folder = i / FILES_PER_DIRECTORY;
      Path module = repository.resolve("module" + folder / 10);
      Path sources = Files.createDirectories(module.resolve("package" + folder % 10));
      int bytes = (int) (MEDIAN_BYTES * Math.exp(1.2 * random.nextGaussian()));
      Files.write(sources.resolve("Source" + i + ".java"), text(random, bytes));
    }
    String[] commands = {
      "tar -c -f %s -C %s .".formatted(directory.resolve(ARCHIVE), repository),
      "git init -q",
      "git add -A",
      "git -c user.name=compare -c user.email=compare@localhost commit -q -m Sources",
      "git repack -q -a -d",
    };
    for (String command : commands) {
      Program.seconds(repository, command.split(" ", -1));
    }
  }

  private static byte[] text(Random random, int bytes) {
    StringBuilder text = new StringBuilder(bytes + 20);
    while (text.length() < bytes) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(10) == 0 ? '\n' : ' ');
    }
    return text.toString().getBytes(US_ASCII);
  }
}
