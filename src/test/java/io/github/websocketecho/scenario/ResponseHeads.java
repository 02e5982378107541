package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Heads of responses to opening handshakes, as lists of lines. */
final class ResponseHeads {

  static final String STATUS = "HTTP/1.1 101 Switching Protocols";
  static final String UPGRADE = "Upgrade: websocket";
  static final String CONNECTION = "Connection: Upgrade";

  /** The accept value of the key that the client sends (the example of RFC 6455, section 1.3). */
  static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private ResponseHeads() {}

  /** The head without the random id of the connection, which it must contain. */
  static List<String> withoutConnectionId(List<String> head) {
    assertThat(head).filteredOn(line -> line.matches("Connection-Id: [\\w-]{22}")).hasSize(1);
    return head.stream().filter(line -> !line.startsWith("Connection-Id")).toList();
  }
}
