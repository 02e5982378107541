package io.github.websocketecho.endpoint;

import io.github.websocketecho.support.OverTls;
import org.junit.jupiter.api.Nested;

/** What the endpoints do under TLS: the same. */
@OverTls
class TlsIntegrationTests {

  @Nested
  class Echo extends EchoIntegrationTests {}

  @Nested
  class Close extends CloseIntegrationTests {}
}
