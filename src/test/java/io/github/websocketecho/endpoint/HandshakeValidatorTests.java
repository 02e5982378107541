package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.support.RawClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;

class HandshakeValidatorTests {

  @Test
  void handshakeIsRejectedWith503OnceTheServerStops() {
    var running = new AtomicBoolean(true);
    var validator = new HandshakeValidator(List.of("*"), running::get);
    var request = new MockHttpServletRequest("GET", "/");
    for (String header : RawClient.HANDSHAKE) {
      String[] nameAndValue = header.split(": ", 2);
      request.addHeader(nameAndValue[0], nameAndValue[1]);
    }
    validator.check(new ServletServerHttpRequest(request));
    running.set(false);
    assertThatExceptionOfType(RequestRejectedException.class)
        .isThrownBy(() -> validator.check(new ServletServerHttpRequest(request)))
        .satisfies(
            rejected -> {
              assertThat(rejected.getStatusCode().value()).isEqualTo(503);
              assertThat(rejected.getHeaders().getFirst("Retry-After")).isEqualTo("5");
              assertThat(rejected.getDetailMessageCode()).isEqualTo("problem.shuttingDown");
            });
  }
}
