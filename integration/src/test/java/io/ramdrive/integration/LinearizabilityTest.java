// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.integration.TinyCall.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the check of histories finds what is wrong, and only that. */
class LinearizabilityTest {
  private static final int JAVA = TinyCall.JAVA;
  private static final int A = 1;
  private static final int B = 2;

  private final List<TinyCall> calls = new ArrayList<>();

  private void call(int view, Kind kind, long called, long returned, TinyStep... steps) {
    calls.add(
        new TinyCall(view, "thread of " + view, kind, called, returned, Arrays.asList(steps)));
  }

  private void create(int view, long called, long returned, String name, int handle) {
    call(view, Kind.CHANGE, called, returned, new TinyStep.Create(name, handle, 0600));
  }

  private void assertGood() {
    assertThat(Linearizability.judge(CoherenceContract.steps(calls)))
        .isEqualTo(new Linearizability.Verdict(true, ""));
  }

  private void assertBad() {
    assertThat(Linearizability.judge(CoherenceContract.steps(calls)).violation())
        .startsWith("No order explains this history");
  }

  @Test
  void nothingIsGood() {
    assertGood();
  }

  @Test
  void everyOperationInTurn() {
    create(JAVA, 0, 1, "a", 1);
    call(JAVA, Kind.WRITE, 2, 3, new TinyStep.Write(1, 2, "xy"));
    call(JAVA, Kind.READ, 4, 5, new TinyStep.Content(1, "\0\0xy"));
    call(JAVA, Kind.WRITE, 6, 7, new TinyStep.Append(1, "z"));
    call(JAVA, Kind.WRITE, 8, 9, new TinyStep.Truncate(1, 4, false));
    call(JAVA, Kind.WRITE, 8, 9, new TinyStep.Truncate(1, 9, true));
    call(JAVA, Kind.CHANGE, 10, 11, new TinyStep.Chmod(1, 0640));
    call(JAVA, Kind.CHANGE, 12, 13, new TinyStep.Rename("a", "b"));
    call(JAVA, Kind.LOOK, 14, 15, new TinyStep.Probe("a", false));
    call(
        JAVA, Kind.LOOK, 14, 15, new TinyStep.Open("b", 2), new TinyStep.Attributes(2, 4, 0640, 1));
    call(JAVA, Kind.CHANGE, 16, 17, new TinyStep.Unlink("b"));
    call(JAVA, Kind.LOOK, 18, 19, new TinyStep.Attributes(1, 4, 0640, 0));
    assertGood();
  }

  @Test
  void theSameInTheWrongOrder() {
    create(JAVA, 0, 1, "a", 1);
    call(JAVA, Kind.CHANGE, 4, 5, new TinyStep.Chmod(1, 0640));
    call(JAVA, Kind.LOOK, 2, 3, new TinyStep.Attributes(1, 0, 0640, 1));
    assertBad();
  }

  @Test
  void oneNameIsCreatedByOneOnly() {
    create(JAVA, 0, 9, "a", 1);
    create(A, 0, 9, "a", 2);
    assertBad();
    call(JAVA, Kind.CHANGE, 0, 9, new TinyStep.Unlink("a"));
    assertGood();
  }

  @Test
  void overlappingCallsMayHaveHappenedInEitherOrder() {
    create(JAVA, 0, 1, "a", 1);
    call(JAVA, Kind.WRITE, 2, 9, new TinyStep.Append(1, "x"));
    call(JAVA, Kind.WRITE, 2, 9, new TinyStep.Append(1, "y"));
    call(JAVA, Kind.READ, 3, 8, new TinyStep.Content(1, "y"));
    call(JAVA, Kind.READ, 10, 11, new TinyStep.Content(1, "yx"));
    assertGood();
    call(JAVA, Kind.READ, 12, 13, new TinyStep.Content(1, "xy"));
    assertBad();
  }

  @Test
  void aLostAppend() {
    create(JAVA, 0, 1, "a", 1);
    call(JAVA, Kind.WRITE, 2, 3, new TinyStep.Append(1, "x"));
    call(A, Kind.WRITE, 2, 3, new TinyStep.Append(1, "y"));
    call(JAVA, Kind.READ, 4, 5, new TinyStep.Content(1, "y"));
    assertBad();
  }

  @Test
  void aRenameNeverShowsBothNamesOrNone() {
    create(JAVA, 0, 1, "a", 1);
    call(JAVA, Kind.CHANGE, 2, 9, new TinyStep.Rename("a", "b"));
    call(JAVA, Kind.LOOK, 3, 4, new TinyStep.Probe("b", true));
    assertGood();
    call(JAVA, Kind.LOOK, 5, 6, new TinyStep.Probe("a", true));
    assertBad();
  }

  @Test
  void aMountKnowsWhatJavaDid() {
    create(JAVA, 0, 1, "a", 1);
    call(A, Kind.LOOK, 2, 3, new TinyStep.Probe("a", false));
    assertBad();
  }

  @Test
  void aMountNeedNotKnowWhatJavaIsDoing() {
    create(JAVA, 0, 9, "a", 1);
    call(JAVA, Kind.LOOK, 2, 3, new TinyStep.Probe("a", true));
    call(A, Kind.LOOK, 4, 5, new TinyStep.Probe("a", false));
    assertGood();
  }

  @Test
  void aMountKnowsWhatItDidItself() {
    create(A, 0, 1, "a", 1);
    call(A, Kind.LOOK, 2, 3, new TinyStep.Probe("a", false));
    assertBad();
  }

  @Test
  void javaKnowsWhatAMountDid() {
    create(A, 0, 1, "a", 1);
    call(JAVA, Kind.LOOK, 2, 3, new TinyStep.Probe("a", false));
    assertBad();
  }

  @Test
  void aMountNeedNotKnowWhatAnotherDid() {
    create(A, 0, 1, "a", 1);
    call(B, Kind.LOOK, 2, 3, new TinyStep.Probe("a", false));
    call(B, Kind.LOOK, 4, 5, new TinyStep.Probe("a", true));
    call(B, Kind.LOOK, 6, 7, new TinyStep.Probe("a", false));
    assertGood();
  }

  @Test
  void untilSomebodyAwaitsIt() {
    create(A, 0, 1, "a", 1);
    call(JAVA, Kind.AWAIT, 2, 5);
    call(B, Kind.LOOK, 4, 6, new TinyStep.Probe("a", false));
    assertGood();
    call(B, Kind.LOOK, 6, 7, new TinyStep.Probe("a", false));
    assertBad();
  }

  @Test
  void anAwaitThatBeganTooEarlySaysNothing() {
    create(A, 0, 3, "a", 1);
    call(JAVA, Kind.AWAIT, 2, 5);
    call(B, Kind.LOOK, 6, 7, new TinyStep.Probe("a", false));
    assertGood();
  }

  @Test
  void untilJavaChangesSomething() {
    create(A, 0, 1, "a", 1);
    create(JAVA, 2, 3, "b", 2);
    call(B, Kind.LOOK, 4, 5, new TinyStep.Probe("a", false));
    assertBad();
  }

  @Test
  void aMountNeverShowsWhatNeverWas() {
    create(A, 0, 1, "a", 1);
    call(A, Kind.CHANGE, 2, 3, new TinyStep.Chmod(1, 0640));
    call(B, Kind.LOOK, 4, 5, new TinyStep.Open("a", 2), new TinyStep.Attributes(2, 0, 0600, 1));
    assertGood();
    call(B, Kind.LOOK, 6, 7, new TinyStep.Attributes(2, 7, 0640, 1));
    assertBad();
  }

  @Test
  void bytesOfAReadMayBeOfDifferentAge() {
    create(JAVA, 0, 1, "a", 1);
    call(JAVA, Kind.WRITE, 2, 3, new TinyStep.Write(1, 0, "xx"));
    call(B, Kind.LOOK, 4, 5, new TinyStep.Open("a", 2));
    call(A, Kind.LOOK, 4, 5, new TinyStep.Open("a", 3));
    call(A, Kind.WRITE, 6, 7, new TinyStep.Write(3, 0, "yy"));
    call(
        B,
        Kind.READ,
        8,
        9,
        new TinyStep.Length(2, 2),
        new TinyStep.OneByte(2, 0, 'x'),
        new TinyStep.OneByte(2, 1, 'y'));
    assertGood();
    call(JAVA, Kind.AWAIT, 10, 11);
    call(B, Kind.READ, 12, 13, new TinyStep.Length(2, 2), new TinyStep.OneByte(2, 0, 'x'));
    assertBad();
  }

  @Test
  void nothingIsPromisedToReadersOnAMountThatWroteUntold() {
    create(JAVA, 0, 1, "a", 1);
    call(A, Kind.LOOK, 2, 3, new TinyStep.Open("a", 2));
    call(JAVA, Kind.WRITE, 4, 9, new TinyStep.Append(1, "x"));
    call(A, Kind.WRITE, 5, 6, new TinyStep.Append(2, "y"));
    call(A, Kind.READ, 10, 11, new TinyStep.Length(2, 1), new TinyStep.OneByte(2, 0, 'y'));
    assertGood();
    call(JAVA, Kind.AWAIT, 12, 13);
    call(A, Kind.READ, 14, 15, new TinyStep.Length(2, 1));
    assertBad();
  }

  @Test
  void nothingIsPromisedOfANameThatAMountMadeUntold() {
    create(JAVA, 0, 1, "a", 1);
    create(JAVA, 2, 3, "b", 2);
    call(JAVA, Kind.CHANGE, 4, 9, new TinyStep.Rename("b", "a"));
    call(A, Kind.CHANGE, 5, 6, new TinyStep.Rename("a", "c"));
    // The kernel of A took "a" for the file that Java has just replaced.
    call(A, Kind.LOOK, 7, 8, new TinyStep.Open("c", 3), new TinyStep.Attributes(3, 0, 0600, 0));
    call(JAVA, Kind.LOOK, 7, 8, new TinyStep.Open("c", 4), new TinyStep.Attributes(4, 0, 0600, 1));
    assertGood();
    call(JAVA, Kind.AWAIT, 10, 11);
    call(A, Kind.LOOK, 12, 13, new TinyStep.Open("c", 5), new TinyStep.Attributes(5, 0, 0600, 0));
    assertBad();
  }

  @Test
  void aMountKnowsTheNameThatItMadeUndisturbed() {
    create(JAVA, 0, 1, "a", 1);
    call(A, Kind.CHANGE, 2, 3, new TinyStep.Rename("a", "c"));
    call(A, Kind.LOOK, 4, 5, new TinyStep.Probe("c", false));
    assertBad();
  }

  @Test
  void aReadBesideAChangeMayEndWhereTheFileEndedBefore() {
    create(JAVA, 0, 1, "a", 1);
    call(A, Kind.LOOK, 2, 3, new TinyStep.Open("a", 2));
    call(JAVA, Kind.WRITE, 4, 5, new TinyStep.Append(1, "x"));
    call(JAVA, Kind.CHANGE, 6, 9, new TinyStep.Unlink("a"));
    call(A, Kind.READ, 7, 8, new TinyStep.Length(2, 0));
    assertGood();
    call(A, Kind.READ, 10, 11, new TinyStep.Length(2, 0));
    assertBad();
  }

  @Test
  void anAppendAfterSomebodyElsesMayBeShownWrongly() {
    create(JAVA, 0, 1, "a", 1);
    call(A, Kind.LOOK, 2, 3, new TinyStep.Open("a", 2));
    call(JAVA, Kind.WRITE, 4, 5, new TinyStep.Append(1, "x"));
    call(A, Kind.WRITE, 6, 7, new TinyStep.Append(2, "y"));
    call(A, Kind.READ, 8, 9, new TinyStep.Length(2, 1), new TinyStep.OneByte(2, 0, 'y'));
    call(A, Kind.LOOK, 10, 11, new TinyStep.Attributes(2, 2, 0600, 1));
    assertGood();
    call(JAVA, Kind.AWAIT, 12, 13);
    call(A, Kind.READ, 14, 15, new TinyStep.Length(2, 1));
    assertBad();
  }
}
