package io.github.websocketecho.engine;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Makes the two buffers small that Tomcat keeps for every connection, 8 KiB each by default: after
 * the upgrade nobody uses them, and before it there are only short requests. TLS makes its own as
 * large as it needs them.
 */
@Component
final class SmallTomcatBuffers
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final String BYTES = "512";

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addConnectorCustomizers(
        connector -> {
          connector.setProperty("socket.appReadBufSize", BYTES);
          connector.setProperty("socket.appWriteBufSize", BYTES);
        });
  }
}
