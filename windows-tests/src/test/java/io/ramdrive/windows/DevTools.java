// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Drives a browser through its web socket. Calls are made one at a time; events are skipped. */
final class DevTools implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private int lastId;

  DevTools(String address) {
    socket =
        client.newWebSocketBuilder().buildAsync(URI.create(address), new Listener(messages)).join();
  }

  /** Calls a method with its parameters as JSON; fails when the reply is an error. */
  String call(String method, String parameters) throws InterruptedException {
    lastId++;
    socket
        .sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(lastId, method, parameters),
            true)
        .join();
    String start = "{\"id\":%d,".formatted(lastId);
    String reply;
    do {
      reply = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (reply == null) {
        return fail("%s was not answered", method);
      }
    } while (!reply.startsWith(start));
    return reply.startsWith(start + "\"error\"") ? fail("%s: %s", method, reply) : reply;
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  /** Puts whole messages into a queue. */
  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> messages;
    private final StringBuilder partial = new StringBuilder();

    Listener(BlockingQueue<String> messages) {
      this.messages = messages;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
