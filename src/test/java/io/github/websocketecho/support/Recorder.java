package io.github.websocketecho.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's WebSocket client with a queue of its events: {@code open chat}, {@code text "hi"},
 * {@code binary 0a}, {@code pong 0a}, {@code close 1000 bye}, {@code error …}.
 */
public final class Recorder implements WebSocket.Listener, AutoCloseable {

  private final HttpClient http;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder binary = new StringBuilder();
  private final WebSocket socket;

  private Recorder(HttpClient http, String address, String... subprotocols) {
    this.http = http;
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (subprotocols.length > 0) {
      String[] rest = java.util.Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
      builder.subprotocols(subprotocols[0], rest);
    }
    socket = builder.buildAsync(URI.create(address), this).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Opens a connection. */
  public static Recorder open(int port, String target, String... subprotocols) {
    return new Recorder(
        HttpClient.newHttpClient(), "ws://localhost:" + port + target, subprotocols);
  }

  /** Opens a connection over TLS, and trusts every certificate. */
  public static Recorder openTls(int port, String target, String... subprotocols) {
    return new Recorder(
        HttpClient.newBuilder().sslContext(TrustingTls.context()).build(),
        "wss://localhost:" + port + target,
        subprotocols);
  }

  public WebSocket socket() {
    return socket;
  }

  /** Removes the next event from the queue. Fails if there is none in time. */
  public String next() throws InterruptedException {
    String event = events.poll(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("No event within " + RawClient.PATIENCE);
    }
    return event;
  }

  /** The events that are left in the queue. A test should leave none. */
  public java.util.List<String> leftOver() {
    return java.util.List.copyOf(events);
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    events.add(("open " + webSocket.getSubprotocol()).strip());
    webSocket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      events.add("text \"" + text + '"');
      text.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    binary.append(hex(data));
    if (last) {
      events.add(("binary " + binary).strip());
      binary.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
    events.add("pong " + hex(message));
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    events.add(("close " + code + " " + reason).strip());
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    events.add("error " + error);
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }

  private static String hex(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
