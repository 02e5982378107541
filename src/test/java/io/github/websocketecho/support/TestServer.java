package io.github.websocketecho.support;

import java.io.IOException;
import org.springframework.core.env.Environment;

/**
 * Connects clients to the server of a test, over TLS if the test has {@link OverTls}. A test
 * imports it as a bean.
 */
public final class TestServer {

  private final Environment environment;

  TestServer(Environment environment) {
    this.environment = environment;
  }

  /** Opens a connection, and sends nothing. */
  public RawClient connect() throws IOException {
    return isTls() ? RawClient.connectTls(port()) : RawClient.connect(port());
  }

  /** Opens a WebSocket connection. */
  public RawClient open(String target, String... moreHeaders) throws IOException {
    return connect().upgrade(target, moreHeaders);
  }

  /** Opens a WebSocket connection with the JDK's client. */
  public Recorder record(String target, String... subprotocols) {
    return isTls()
        ? Recorder.openTls(port(), target, subprotocols)
        : Recorder.open(port(), target, subprotocols);
  }

  private boolean isTls() {
    return environment.containsProperty("server.ssl.bundle");
  }

  private int port() {
    return environment.getRequiredProperty("local.server.port", Integer.class);
  }
}
