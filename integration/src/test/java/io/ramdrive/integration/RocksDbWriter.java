// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The victim of {@link RocksDbTest}: writes for ever and prints each number once it is in the
 * database.
 */
final class RocksDbWriter {

  private RocksDbWriter() {}

  static byte[] key(int number) {
    return "key-%09d".formatted(number).getBytes(UTF_8);
  }

  static byte[] value(int number) {
    return ("value of " + number + " ").repeat(1 + number % 17).getBytes(UTF_8);
  }

  public static void main(String[] arguments) throws RocksDBException {
    RocksDB.loadLibrary();
    try (Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(256 * 1024);
        RocksDB database = RocksDB.open(options, arguments[0])) {
      for (int number = 0; ; number++) {
        database.put(key(number), value(number));
        System.out.println(number);
      }
    }
  }
}
