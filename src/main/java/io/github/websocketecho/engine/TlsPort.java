package io.github.websocketecho.engine;

import io.github.websocketecho.EchoProperties;
import org.apache.catalina.connector.Connector;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.util.LambdaSafe;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * A second port for people who just need {@code wss} on their desk, with a certificate made at the
 * start. It is served as the first one is: by the same engine, with the same limits.
 */
@Component
final class TlsPort implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

  private static final Log logger = LogFactory.getLog(TlsPort.class);

  private final EchoProperties.Tls settings;

  TlsPort(EchoProperties properties) {
    settings = properties.tls();
  }

  /** After all that customize the first port, whose settings are those of this one too. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    if (settings.port() >= 0) {
      factory.addAdditionalConnectors(connector(factory));
    }
  }

  private Connector connector(TomcatServletWebServerFactory factory) {
    var protocol = new LendingProtocol();
    if (factory.getAddress() != null) {
      protocol.setAddress(factory.getAddress());
    }
    var connector = new Connector(protocol);
    connector.setThrowOnFailure(false); // Else Spring Boot says that the first port is taken.
    connector.setPort(settings.port());
    connector.setProperty("bindOnInit", "false"); // Like the first: when all is ready.
    connector.setURIEncoding(factory.getUriEncoding().name());
    factory.getProtocolHandlerCustomizers().forEach(customizer -> customize(customizer, protocol));
    factory.getConnectorCustomizers().forEach(customizer -> customizer.customize(connector));
    connector.setScheme("https");
    connector.setSecure(true);
    protocol.setSSLEnabled(true);
    if (factory.getHttp2() != null && factory.getHttp2().isEnabled()) {
      connector.addUpgradeProtocol(new Http2Protocol());
    }
    protocol.addSslHostConfig(hostConfig());
    return connector;
  }

  @SuppressWarnings("unchecked")
  private static void customize(
      TomcatProtocolHandlerCustomizer<?> customizer, AbstractProtocol<?> protocol) {
    LambdaSafe.callback(TomcatProtocolHandlerCustomizer.class, customizer, protocol)
        .invoke(safe -> safe.customize(protocol));
  }

  private static SSLHostConfig hostConfig() {
    MadeCertificate made = MadeCertificate.make();
    logger.info(
        "The certificate of the TLS port is for "
            + String.join(", ", made.hosts())
            + "; its SHA-256 fingerprint is "
            + made.fingerprint());
    var hostConfig = new SSLHostConfig();
    hostConfig.setProtocols("TLSv1.2+TLSv1.3");
    var certificate =
        new SSLHostConfigCertificate(hostConfig, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystore(made.keyStore());
    certificate.setCertificateKeystorePassword(made.password());
    hostConfig.addCertificate(certificate);
    return hostConfig;
  }
}
