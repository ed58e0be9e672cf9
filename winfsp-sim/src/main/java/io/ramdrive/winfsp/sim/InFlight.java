// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request on its way through user mode. */
final class InFlight {
  private final Request request;
  private final long hint;
  private final Consumer<Response> apply;
  private final CompletableFuture<Response> answer = new CompletableFuture<>();
  private @Nullable Frame frame;
  private long buffer;
  private boolean callbackReturned;
  private boolean answered;

  InFlight(Request request, long hint, Consumer<Response> apply) {
    this.request = request;
    this.hint = hint;
    this.apply = apply;
  }

  Request request() {
    return request;
  }

  long hint() {
    return hint;
  }

  /** Where the data of a read, a write or a listing is. */
  synchronized long buffer() {
    return buffer;
  }

  synchronized void buffer(long address) {
    buffer = address;
  }

  synchronized void served(Frame by) {
    frame = by;
  }

  /** The callback is done; its memory goes back unless the answer is still to come. */
  synchronized void callbackReturned() {
    callbackReturned = true;
    giveBack();
  }

  private void giveBack() {
    if (callbackReturned && answered && frame != null) {
      frame.close();
      frame = null;
    }
  }

  /** Hands the answer to the driver, and then to the program; false if there was one already. */
  boolean complete(Response response, Violations violations) {
    synchronized (this) {
      if (answered) {
        return false;
      }
      answered = true;
      giveBack();
    }
    try {
      apply.accept(response);
    } catch (RuntimeException | AssertionError e) {
      violations.report("the driver", e);
    } finally {
      answer.complete(response);
    }
    return true;
  }

  /** The program waits here. */
  Response await(Violations violations) {
    while (true) {
      try {
        Response response = answer.get(50, TimeUnit.MILLISECONDS);
        violations.check();
        return response;
      } catch (TimeoutException e) {
        violations.check();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Response.of(NtStatus.STATUS_CANCELLED);
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }
}
