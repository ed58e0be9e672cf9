// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

/**
 * How much is done.
 *
 * @param rounds rounds of short work
 * @param heavyRounds rounds of long work
 * @param files files of a worker
 * @param entries entries of the directory that is listed
 * @param operationMillis how long an operation is repeated, in milliseconds
 * @param dataMillis how long data is moved for one figure, in milliseconds
 * @param dataMib the size of a file that data is moved to and from, in MiB
 * @param sources files of the source tree
 * @param transactions transactions of a database
 * @param threads the most threads that do something at once
 */
record Scale(
    int rounds,
    int heavyRounds,
    int files,
    int entries,
    int operationMillis,
    int dataMillis,
    int dataMib,
    int sources,
    int transactions,
    int threads) {

  static final Scale FULL = new Scale(5, 3, 1500, 10_000, 30, 200, 128, 4000, 2000, 2);
  static final Scale QUICK = new Scale(2, 1, 500, 2000, 10, 50, 64, 500, 200, 1);

  /**
   * As much as it takes until the compilers of the Java virtual machines at both ends have seen it.
   */
  Scale warmUp() {
    int millis = 5 * operationMillis;
    return new Scale(
        0, 0, files, entries, millis, dataMillis, dataMib, sources, transactions, threads);
  }

  Scale withRounds(int number) {
    return new Scale(
        number,
        number,
        files,
        entries,
        operationMillis,
        dataMillis,
        dataMib,
        sources,
        transactions,
        threads);
  }
}
