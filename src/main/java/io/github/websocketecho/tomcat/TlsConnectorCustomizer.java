package io.github.websocketecho.tomcat;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.certificate.KeyEntry;
import io.github.websocketecho.certificate.SelfSignedCertificate;
import io.github.websocketecho.certificate.TestCertificates;
import io.github.websocketecho.certificate.TlsNames;
import io.github.websocketecho.scenario.CertificateName;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.util.LambdaSafe;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
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

  /** A client that resumes a session sees no certificate, and sends none [s]. 0 has no limit. */
  private static final int SHORT_SESSION = 1;

  private final EchoProperties.Tls settings;
  private final ObjectProvider<TlsNames> names;
  private final ObjectProvider<TestCertificates> certificates;

  /** Null before the start, and without a TLS port. */
  private volatile @Nullable Connector added;

  /**
   * @param names asked for when the first client connects
   * @param certificates likewise
   */
  TlsConnectorCustomizer(
      EchoProperties properties,
      ObjectProvider<TlsNames> names,
      ObjectProvider<TestCertificates> certificates) {
    settings = properties.tls();
    this.names = names;
    this.certificates = certificates;
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

  /** Both ports are open. */
  @EventListener(WebServerInitializedEvent.class)
  void started() {
    @Nullable Connector connector = added;
    if (connector != null) {
      names.getObject().listenAt(connector::getLocalPort);
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
    protocol.setNames(names::getObject, this::hostConfig);
    added = connector;
    return connector;
  }

  @SuppressWarnings("unchecked")
  private static void customize(
      TomcatProtocolHandlerCustomizer<?> customizer, AbstractProtocol<?> protocol) {
    LambdaSafe.callback(TomcatProtocolHandlerCustomizer.class, customizer, protocol)
        .invoke(safe -> safe.customize(protocol));
  }

  /** The certificate of a name, and its versions of TLS. */
  private SSLHostConfig hostConfig(CertificateName name) {
    TestCertificates all = certificates.getObject();
    SSLHostConfig hostConfig = hostConfig(all.of(name), name.versions());
    hostConfig.setHostName(name.label());
    hostConfig.setSessionTimeout(SHORT_SESSION);
    if (name == CertificateName.CLIENT_CERTIFICATE) {
      hostConfig.setCertificateVerification("required");
      hostConfig.setTrustStore(all.trust());
    }
    return hostConfig;
  }

  /** TLS 1.2 and 1.3 with a new certificate, which is logged. */
  static SSLHostConfig hostConfig() {
    SelfSignedCertificate certificate = SelfSignedCertificate.generate();
    logger.info(
        "The certificate of the TLS port is for "
            + String.join(", ", certificate.hosts())
            + "; its SHA-256 fingerprint is "
            + certificate.fingerprint());
    return hostConfig(certificate.entry(), List.of("TLSv1.2", "TLSv1.3"));
  }

  private static SSLHostConfig hostConfig(KeyEntry entry, List<String> versions) {
    var hostConfig = new SSLHostConfig();
    hostConfig.setProtocols(String.join("+", versions));
    var hostCertificate =
        new SSLHostConfigCertificate(hostConfig, SSLHostConfigCertificate.Type.UNDEFINED);
    hostCertificate.setCertificateKeystore(entry.keyStore());
    hostCertificate.setCertificateKeystorePassword(entry.password());
    hostConfig.addCertificate(hostCertificate);
    return hostConfig;
  }
}
