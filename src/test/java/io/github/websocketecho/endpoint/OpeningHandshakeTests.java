package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.support.RawClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;

class OpeningHandshakeTests {

  @Test
  void refusesConnectionsWhenTheServerIsShuttingDown() {
    var running = new AtomicBoolean(true);
    var handshake = new OpeningHandshake(List.of("*"), running::get);
    var request = new MockHttpServletRequest("GET", "/");
    for (String header : RawClient.HANDSHAKE) {
      String[] nameAndValue = header.split(": ", 2);
      request.addHeader(nameAndValue[0], nameAndValue[1]);
    }
    handshake.check(new ServletServerHttpRequest(request));
    running.set(false);
    assertThatExceptionOfType(RequestRefusedException.class)
        .isThrownBy(() -> handshake.check(new ServletServerHttpRequest(request)))
        .satisfies(
            refused -> {
              assertThat(refused.getStatusCode().value()).isEqualTo(503);
              assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("5");
              assertThat(refused.getDetailMessageCode()).isEqualTo("problem.shuttingDown");
            });
  }
}
