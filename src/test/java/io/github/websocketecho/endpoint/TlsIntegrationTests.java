package io.github.websocketecho.endpoint;

import io.github.websocketecho.support.OverTls;
import org.junit.jupiter.api.Nested;

/** The endpoints behave in the same way over TLS. */
@OverTls
class TlsIntegrationTests {

  @Nested
  class Echo extends EchoIntegrationTests {}

  @Nested
  class CloseAnswer extends CloseAnswerIntegrationTests {}

  @Nested
  class Close extends CloseIntegrationTests {}
}
