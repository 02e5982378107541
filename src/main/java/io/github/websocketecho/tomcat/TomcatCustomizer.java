package io.github.websocketecho.tomcat;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.admission.RequestPlaces;
import io.github.websocketecho.admission.TlsConnections;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Configures Tomcat: the protocol with pooled buffers, the valves, and the limits that Tomcat
 * applies.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1) // Before TlsConnectorCustomizer, which copies the result.
final class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final String MAX_CONNECTIONS = "server.tomcat.max-connections";

  /** Additional connections for requests that are being answered, such as pages and events. */
  private static final int SPARE_CONNECTIONS = 1000;

  private static final int ANY_NUMBER = -1;

  private final EchoProperties.Limits limits;
  private final boolean hasReplicas;
  private final Environment environment;
  private final TlsConnections tlsConnections;
  private final ObjectProvider<RequestPlaces> places;
  private final MessageSource messages;

  TomcatCustomizer(
      EchoProperties properties,
      Environment environment,
      TlsConnections tlsConnections,
      ObjectProvider<RequestPlaces> places,
      MessageSource messages) {
    this.limits = properties.limits();
    this.hasReplicas = properties.replicas().areOn();
    this.environment = environment;
    this.tlsConnections = tlsConnections;
    this.places = places;
    this.messages = messages;
  }

  /**
   * @throws InvalidSettingException if the server would not listen, which Spring Boot allows
   */
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    if (factory.getPort() < 0) {
      throw InvalidSettingException.port(factory.getPort());
    }
    factory.setProtocol(PooledHttp11Protocol.class.getName());
    factory.addContextValves(new WithheldResponseValve());
    // Around everything that may respond, including errors.
    places.ifAvailable(bound -> factory.addEngineValves(new PlainRequestsValve(bound)));
    // After the valves of Spring Boot, so that it is the first to report.
    factory.addContextCustomizers(
        context -> {
          context.getParent().getPipeline().addValve(new UnreadableRequestValve(messages));
        });
    factory.addConnectorCustomizers(
        connector -> limit(connector, factory.getSettings().getContextPath() + "/"));
  }

  private void limit(Connector connector, String echoPath) {
    connector.setAllowTrace(true); // Rejected later, with the methods that its address allows.
    var protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
    int handshake = Math.toIntExact(limits.handshake().toMillis());
    protocol.setConnectionTimeout(handshake);
    protocol.setKeepAliveTimeout(handshake);
    if (protocol instanceof PooledHttp11Protocol pooled) {
      pooled.setMaxPending(limits.waitingClients());
      // A handshake with an id may wait for the other replicas.
      pooled.setEchoPath(echoPath, !hasReplicas);
      pooled.setTlsConnections(tlsConnections);
    }
    if (limits.socketBuffer().toBytes() > 0) {
      String size = Long.toString(limits.socketBuffer().toBytes());
      connector.setProperty("socket.rxBufSize", size);
      connector.setProperty("socket.txBufSize", size);
    }
    if (!environment.containsProperty(MAX_CONNECTIONS)) {
      int most = limits.connections();
      protocol.setMaxConnections(
          most == 0 ? ANY_NUMBER : most + limits.waitingClients() + SPARE_CONNECTIONS);
    }
  }
}
