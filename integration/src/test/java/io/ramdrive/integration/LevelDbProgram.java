// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;

/**
 * A process with a LevelDB, which maps its files into memory: the process that serves the drive
 * must not. It reads commands, a line each, and answers {@code ok} or ends.
 */
final class LevelDbProgram {
  private LevelDbProgram() {}

  /** A command that must be answered by {@code ok}. */
  static void order(ChildProgram program, String command) {
    program.tell(command);
    String answer = program.nextLine();
    if (!answer.equals("ok")) {
      throw new AssertionError(command + ": " + answer + "; " + program.errors());
    }
  }

  /** The process. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    DB database = null;
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "open" -> database = open(Path.of(words[1]));
        case "close" -> database.close();
        case "put" -> put(database, Integer.parseInt(words[1]));
        case "check" -> check(database, Integer.parseInt(words[1]));
        case "compact" -> database.compactRange(null, null);
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("ok");
    }
  }

  private static DB open(Path folder) throws IOException {
    // A small write buffer makes many tables, hence many compactions, renames and removals.
    Options options =
        new Options().createIfMissing(true).paranoidChecks(true).verifyChecksums(true);
    return JniDBFactory.factory.open(folder.toFile(), options.writeBufferSize(64 * 1024));
  }

  /** A thousand entries of the given generation. */
  private static void put(DB database, int generation) {
    for (int i = 0; i < 1000; i++) {
      database.put(key(generation, i), value(generation, i));
    }
  }

  /** All entries of all generations before the given one, and nothing of it. */
  private static void check(DB database, int generations) {
    for (int generation = 0; generation < generations; generation++) {
      for (int i = 0; i < 1000; i++) {
        byte[] found = database.get(key(generation, i));
        if (!Arrays.equals(found, value(generation, i))) {
          throw new AssertionError("entry " + i + " of generation " + generation + " is not right");
        }
      }
    }
    if (database.get(key(generations, 0)) != null) {
      throw new AssertionError("there is a generation " + generations);
    }
  }

  private static byte[] key(int generation, int i) {
    return "key-%03d-%06d".formatted(generation, i).getBytes(UTF_8);
  }

  private static byte[] value(int generation, int i) {
    return ("value-" + generation + "-" + i + "-").repeat(1 + i % 20).getBytes(UTF_8);
  }
}
