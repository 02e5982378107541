package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is retained of an opening handshake once the connection is open. */
class HandshakeTests {

  private static Handshake handshake(String address, String subprotocol) {
    return new Handshake(1, address, "Cookie:secret\n", null, null, null, subprotocol, List.of());
  }

  @Test
  void headersAreNotRetainedOnceOpen() {
    Handshake before = handshake("/", "chat");
    assertThat(before.headers().getFirst("Cookie")).isEqualTo("secret");
    assertThatIllegalStateException()
        .isThrownBy(() -> before.opened(true, true).headers())
        .withMessageContaining("until afterConnectionEstablished returns");
  }

  @Test
  void shortTextsAreRetained() {
    Handshake opened = handshake("/close/4001?reason=bye", "chat").opened(false, false);
    assertThat(opened.address()).isEqualTo("/close/4001?reason=bye");
    assertThat(opened.subprotocol()).isEqualTo("chat");
  }

  @Test
  void longTextsAreRetainedIfTheHandlerAsked() {
    String query = "/?" + "x".repeat(7000);
    String subprotocol = "p".repeat(7000);
    assertThat(handshake(query, subprotocol).opened(true, true))
        .extracting(Handshake::address, Handshake::subprotocol)
        .containsExactly(query, subprotocol);
    assertThat(handshake(query, subprotocol).opened(false, false))
        .extracting(Handshake::address, Handshake::subprotocol)
        .containsExactly("/", null);
  }

  @ParameterizedTest
  @ValueSource(ints = {253, 254, 255, 256, 257})
  void longPathIsCutBetweenEscapes(int length) {
    String path = "/" + "x".repeat(length - 1) + "%20%20" + "y".repeat(300);
    Handshake opened = handshake(path, "chat").opened(false, false);
    assertThat(opened.address()).hasSizeLessThanOrEqualTo(Handshake.LONG);
    assertThat(opened.uri().getRawPath()).isEqualTo(opened.address());
  }
}
