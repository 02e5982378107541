package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHeadTests {

  private static final String HANDSHAKE =
      "GET / HTTP/1.1\r\n" + String.join("\r\n", RawClient.HANDSHAKE) + "\r\n\r\n";

  private static boolean isWhole(String received) {
    return new OpeningHead("/", true).isWhole(ByteBuffer.wrap(received.getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        "GET /?connection=a HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nupgrade:WebSocket \r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: h2c\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\nNote: Content-Length: 1\r\n\r\n"
      })
  void headWithNothingElseIsWhole(String head) {
    assertThat(isWhole(head)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /scenarios HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        "GET /; HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        "POST / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n",
        "GET / HTTP/1.1\r\nNote: Upgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\ncontent-length: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\nExpect: 100-continue\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: websocket\nContent-Length: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\nGET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\nx",
        "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\nGET / HTTP/1.1\r\n\r\n"
      })
  void anythingElseIsNot(String received) {
    assertThat(isWhole(received)).isFalse();
  }

  @Test
  void beginningOfAHeadIsNotWhole() {
    assertThat(isWhole(HANDSHAKE)).isTrue();
    for (int length = 0; length < HANDSHAKE.length(); length++) {
      assertThat(isWhole(HANDSHAKE.substring(0, length))).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void pathIsThatOfTheEchoWithTheContext() {
    var received = ByteBuffer.wrap(HANDSHAKE.replace("GET /", "GET /a/").getBytes(ISO_8859_1));
    assertThat(new OpeningHead("/a/", true).isWhole(received)).isTrue();
    assertThat(new OpeningHead("/", true).isWhole(received)).isFalse();
    assertThat(new OpeningHead("/a/b/", true).isWhole(received)).isFalse();
  }

  @Test
  void bytesAreNotConsumed() {
    ByteBuffer received = ByteBuffer.wrap(("xx" + HANDSHAKE).getBytes(ISO_8859_1)).position(2);
    assertThat(new OpeningHead("/", true).isWhole(received)).isTrue();
    assertThat(received.position()).isEqualTo(2);
  }

  @Test
  void aHandshakeThatMayHaveAnIdIsLeftOutIfItMayWait() {
    var opening = new OpeningHead("/", false);
    for (String target : List.of("/?connection=a", "/?")) {
      String head = HANDSHAKE.replaceFirst("/", target);
      assertThat(isWhole(head)).as(target).isTrue();
      assertThat(opening.isWhole(ByteBuffer.wrap(head.getBytes(ISO_8859_1)))).as(target).isFalse();
    }
    assertThat(opening.isWhole(ByteBuffer.wrap(HANDSHAKE.getBytes(ISO_8859_1)))).isTrue();
  }
}
