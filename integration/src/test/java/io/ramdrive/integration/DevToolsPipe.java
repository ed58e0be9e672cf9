// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The browser's end of {@code --remote-debugging-pipe}: JSON messages, each ended by a NUL, through
 * two named pipes. Calls are made one at a time; events in between are skipped. A browser that dies
 * ends the pipe, so that no call waits for ever.
 */
final class DevToolsPipe implements AutoCloseable {

  private final OutputStream requests;
  private final InputStream replies;
  private int lastId;

  /** Opens both pipes, in the order in which the browser's launcher opens them. */
  DevToolsPipe(Path requests, Path replies) throws IOException {
    this.requests = Files.newOutputStream(requests);
    this.replies = new BufferedInputStream(Files.newInputStream(replies));
  }

  /** Attaches to the page that the browser opened; returns the session to give to {@link #call}. */
  String attachToPage() throws IOException {
    String targets = call("", "Target.getTargets", "{\"filter\":[{\"type\":\"page\"}]}");
    String page = text(targets, "targetId");
    String attach = "{\"targetId\":\"%s\",\"flatten\":true}".formatted(page);
    return text(call("", "Target.attachToTarget", attach), "sessionId");
  }

  /**
   * Calls a method with its parameters as JSON and returns the reply; fails when that is an error.
   */
  String call(String session, String method, String parameters) throws IOException {
    lastId++;
    String sessionField = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"";
    String request =
        "{\"id\":%d%s,\"method\":\"%s\",\"params\":%s}\0"
            .formatted(lastId, sessionField, method, parameters);
    requests.write(request.getBytes(UTF_8));
    requests.flush();
    String start = "{\"id\":%d,".formatted(lastId);
    String reply;
    do {
      reply = nextMessage(method);
    } while (!reply.startsWith(start));
    return reply.startsWith(start + "\"error\"") ? fail("%s: %s", method, reply) : reply;
  }

  /** The first string of that name in a reply. */
  static String text(String reply, String name) {
    Matcher matcher = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(reply);
    return matcher.find() ? matcher.group(1) : fail("no %s in %s", name, reply);
  }

  @Override
  public void close() throws IOException {
    try (requests) {
      replies.close();
    }
  }

  private String nextMessage(String method) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int next;
    while ((next = replies.read()) > 0) {
      message.write(next);
    }
    return next == 0 ? message.toString(UTF_8) : fail("the browser ended during %s", method);
  }
}
