// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who reads, with a scheduler and a clock made up; each reader is asked on the test's thread. */
class CompanyTest {
  private static final int CLIENT = 4711;
  private static final int COMPANION_FD = 8;
  private static final int COMPANION_TID = 17;

  private final Company company = new Company();
  private final FakeScheduling machine = new FakeScheduling();
  private final CommonReader common = new CommonReader(company, machine);
  private final Companion companion = new Companion(company, machine);

  @Test
  void oneClientThatIsWaitedForAgainAndAgainGetsCompany() {
    begin();
    serveSlowly(common, 32);
    assertThat(company.isFormed()).isFalse();
    serveSlowly(common, 1);
    assertThat(company.isFormed()).isTrue();
  }

  @Test
  void requestsThatNeedNotBeWaitedForCallForNoCompany() {
    begin();
    for (int i = 0; i < 1000; i++) {
      serve(common, CLIENT, 1_000);
    }
    assertThat(company.isFormed()).isFalse();
  }

  @Test
  void clientsThatTakeTurnsGetNoCompany() {
    begin();
    for (int i = 0; i < 1000; i++) {
      serve(common, CLIENT + i % 2, 10_000);
    }
    assertThat(company.isFormed()).isFalse();
  }

  @Test
  void aMachineThatHasWorkGetsNoCompany() {
    begin();
    machine.idle = false;
    machine.pass(Company.MEASURE_NANOS);
    serveSlowly(common, 20_000);
    assertThat(company.isFormed()).isFalse();
  }

  @Test
  void withoutAThreadOfTheLowestPriorityThereIsNoCompany() {
    machine.mayBecomeIdle = false;
    begin();
    serveSlowly(common, 1000);
    assertThat(company.isFormed()).isFalse();
  }

  @Test
  void withoutAWayBackFromTheLowestPriorityThereIsNoCompany() {
    machine.mayBecomeOrdinary = false;
    begin();
    serveSlowly(common, 1000);
    assertThat(company.isFormed()).isFalse();
  }

  @Test
  void aCompanionThatKeepsARequestGetsAnOrdinaryPriority() {
    form();
    serve(companion, CLIENT, 10_000);
    assertThat(common.awaitTurn()).isTrue();
    assertThat(company.isFormed()).isFalse();
    assertThat(machine.ordinary).isEqualTo(COMPANION_TID);
  }

  @Test
  void theCompanionGoesWhereItsClientIs() {
    form();
    machine.processor = 5;
    serve(companion, CLIENT, 10_000);
    companion.awaitTurn();
    assertThat(machine.movedTo).isEqualTo(5);
  }

  @Test
  void theCompanionDoesNotLookForAClientThatNeedNotBeWaitedFor() {
    form();
    for (int i = 0; i < 1000; i++) {
      serve(companion, CLIENT, 1_000);
    }
    assertThat(machine.looks).isZero();
  }

  @Test
  void theCompanionSeldomLooksForAClientThatStays() {
    form();
    for (int i = 0; i < 1000; i++) {
      serve(companion, CLIENT, 10_000);
    }
    assertThat(machine.looks).isBetween(1, 20);
  }

  @Test
  void clientsThatTakeTurnsDissolveIt() {
    form();
    for (int i = 0; i < 64; i++) {
      serve(companion, CLIENT + i % 2, 1_000);
    }
    assertThat(company.isFormed()).isFalse();
  }

  @Test
  void workDissolvesIt() {
    form();
    machine.idle = false;
    while (company.isFormed()) {
      serve(companion, CLIENT, 10_000);
      assertThat(companion.served()).isLessThan(20_001);
    }
  }

  @Test
  void theGuardServesARequestThatTheCompanionLeaves() {
    form();
    companion.awaitTurn();
    assertThat(common.awaitTurn()).as("may wait in the kernel").isFalse();
    assertThat(company.isFormed()).isTrue();
    common.received(CLIENT);
    assertThat(company.isFormed()).isFalse();
    assertThat(common.awaitTurn()).as("may wait in the kernel").isTrue();
  }

  @Test
  void itIsNotFormedAgainAtOnceAfterItWasWrong() {
    form();
    companion.awaitTurn();
    common.awaitTurn();
    common.received(CLIENT);
    serveSlowly(common, 1000);
    assertThat(company.isFormed()).isFalse();
    machine.pass(20_000_000);
    serveSlowly(common, 33);
    assertThat(company.isFormed()).isTrue();
  }

  @Test
  void theGuardLetsTheCompanionServe() {
    form();
    machine.whilePaused = () -> serve(companion, CLIENT, 10_000);
    machine.pausesLeft = 1000;
    machine.whenPausesEnd = () -> company.end(machine);
    assertThat(common.awaitTurn()).as("after the end").isTrue();
    assertThat(companion.served()).isEqualTo(1000);
  }

  @Test
  void anIdleDriveIsLeftAlone() {
    form();
    companion.awaitTurn();
    int polls = 0;
    while (!common.awaitTurn()) {
      polls++;
      assertThat(polls).isLessThan(50);
    }
    assertThat(company.isFormed()).isFalse();
  }

  @Test
  void theCompanionIsCalledBackOutOfTheKernel() {
    form();
    companion.awaitTurn();
    while (!common.awaitTurn()) {
      assertThat(machine.nonBlocking).isZero();
    }
    assertThat(machine.nonBlocking).isEqualTo(COMPANION_FD);
    assertThat(machine.interrupted).isEqualTo(COMPANION_TID);

    machine.pass(1_000_000_000);
    serveSlowly(common, 33);
    assertThat(company.isFormed()).isTrue();
    companion.awaitTurn();
    assertThat(machine.nonBlocking).as("waits again").isZero();
  }

  @Test
  void nobodyStandsAsideOnceTheFileSystemIsGone() {
    form();
    common.ended();
    assertThat(common.awaitTurn()).isTrue();
    assertThat(companion.awaitTurn()).isTrue();
    assertThat(common.isAside()).isFalse();
    assertThat(companion.isAside()).isFalse();
  }

  @Test
  void whoIsReleasedDoesNotStandAside() {
    begin();
    companion.release(Thread.currentThread());
    assertThat(companion.awaitTurn()).isTrue();
    serveSlowly(common, 33);
    common.release(Thread.currentThread());
    assertThat(common.awaitTurn()).isTrue();
  }

  @Test
  void aCompanionThatEndsLeavesTheReadingToAll() {
    form();
    companion.close();
    assertThat(common.awaitTurn()).isTrue();
    serveSlowly(common, 1000);
    assertThat(company.isFormed()).isFalse();
  }

  private void begin() {
    common.begin(7, 16);
    companion.begin(COMPANION_FD, COMPANION_TID);
    assertThat(companion.isPrepared()).isFalse();
    companion.prepare();
  }

  private void form() {
    begin();
    serveSlowly(common, 33);
    assertThat(company.isFormed()).isTrue();
  }

  private void serveSlowly(DeviceReader reader, int requests) {
    for (int i = 0; i < requests && !company.isFormed(); i++) {
      serve(reader, CLIENT, 10_000);
    }
  }

  private void serve(DeviceReader reader, int client, long waitNanos) {
    assertThat(reader.awaitTurn()).isTrue();
    machine.pass(waitNanos);
    reader.received(client);
  }
}
