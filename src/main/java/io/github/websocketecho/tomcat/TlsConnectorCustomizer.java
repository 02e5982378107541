package io.github.websocketecho.tomcat;

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
 * Adds a second port for {@code wss} with a certificate that is generated at the start. Both ports
 * share the engine and the limits.
 */
@Component
final class TlsConnectorCustomizer
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

  private static final Log logger = LogFactory.getLog(TlsConnectorCustomizer.class);

  private final EchoProperties.Tls settings;

  TlsConnectorCustomizer(EchoProperties properties) {
    settings = properties.tls();
  }

  /** After all that customize the first port, because its settings apply to this port too. */
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
    var protocol = new PooledHttp11Protocol();
    if (factory.getAddress() != null) {
      protocol.setAddress(factory.getAddress());
    }
    var connector = new Connector(protocol);
    connector.setThrowOnFailure(false); // Otherwise Spring Boot reports the wrong port.
    connector.setPort(settings.port());
    connector.setProperty(
        "bindOnInit", "false"); // Like the first port, it opens when the application is ready.
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

  /** TLS 1.2 and 1.3 with a new certificate, which is logged. */
  static SSLHostConfig hostConfig() {
    SelfSignedCertificate certificate = SelfSignedCertificate.generate();
    logger.info(
        "The certificate of the TLS port is for "
            + String.join(", ", certificate.hosts())
            + "; its SHA-256 fingerprint is "
            + certificate.fingerprint());
    var hostConfig = new SSLHostConfig();
    hostConfig.setProtocols("TLSv1.2+TLSv1.3");
    var hostCertificate =
        new SSLHostConfigCertificate(hostConfig, SSLHostConfigCertificate.Type.UNDEFINED);
    hostCertificate.setCertificateKeystore(certificate.keyStore());
    hostCertificate.setCertificateKeystorePassword(certificate.password());
    hostConfig.addCertificate(hostCertificate);
    return hostConfig;
  }
}
