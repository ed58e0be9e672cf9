// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A local web page that writes to every kind of storage a browser offers, and tells this server
 * what it then finds there. The origin stays the same as long as the server lives, so a later visit
 * finds what an earlier one stored.
 */
public final class StoragePage implements AutoCloseable {

  private final HttpServer server;
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  public StoragePage() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", StoragePage::serve);
    server.createContext("/report", this::report);
    server.start();
  }

  /** The address at which the page stores {@code token}. */
  public String storing(String token) {
    return recalling() + "store=" + token;
  }

  /** The address at which the page only looks. */
  public String recalling() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/?";
  }

  /** Waits for the page's report and asserts that everything of {@code token} is stored. */
  void assertReported(String token, Chromium browser) throws InterruptedException {
    assertReported(token, browser::errors);
  }

  /** As the other; {@code errors} tells what the browser complained about. */
  public void assertReported(String token, Supplier<String> errors) throws InterruptedException {
    String report = reports.poll(60, TimeUnit.SECONDS);
    assertThat(report)
        .as("report of the page; the browser wrote: %s", errors.get())
        .isEqualTo(
            """
            token=%s
            localStorage=true
            cookie=token=%s
            indexedDb=150
            cache=true
            file=true
            """
                .formatted(token, token));
  }

  /** The same address, at which the page afterwards closes its window, hence the browser. */
  static String closing(String address) {
    return address + "&close";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream page = StoragePage.class.getResourceAsStream("storage.html")) {
      boolean known = exchange.getRequestURI().getPath().equals("/");
      byte[] body = known ? page.readAllBytes() : new byte[0];
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
      exchange.getResponseBody().write(body);
    }
  }

  private void report(HttpExchange exchange) throws IOException {
    try (exchange) {
      reports.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(204, -1);
    }
  }
}
