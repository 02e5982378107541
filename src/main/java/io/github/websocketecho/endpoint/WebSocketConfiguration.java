package io.github.websocketecho.endpoint;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.engine.Engine;
import io.github.websocketecho.engine.EngineSettings;
import io.github.websocketecho.engine.LoopMemory;
import io.github.websocketecho.engine.SocketUpgrade;
import io.github.websocketecho.http.ProblemWriter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Which URL does what: the one table, and its registration with Spring. */
@Configuration(proxyBeanMethods = false)
class WebSocketConfiguration {

  /** Before all other mappings, with room for those of somebody who builds on this. */
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 100;

  private static final String PATH = "path";

  private final List<Endpoint> endpoints;
  private final EchoHandler echo;

  WebSocketConfiguration(ScenarioCatalogue catalogue, EchoHandler echo) {
    this.echo = echo;
    endpoints =
        Stream.concat(
                catalogue.scenarios().stream().flatMap(Endpoint::of),
                Stream.of(echo(echo, new MistypedAddresses(catalogue))))
            .toList();
  }

  /** Every path that is not a scenario's. */
  private static Endpoint echo(WebSocketHandler handler, MistypedAddresses mistyped) {
    return Endpoint.echo(
        "/{*" + PATH + "}",
        parameters -> {
          mistyped.check(parameters.path().getOrDefault(PATH, "/"));
          return handler;
        });
  }

  /** The catalogue, with those scenarios that are beans of their own. */
  @Bean
  static ScenarioCatalogue scenarioCatalogue(EchoHandler echo, ObjectProvider<Scenario> more) {
    return new ScenarioCatalogue(echo, more.orderedStream());
  }

  /** Opening handshakes: they come first, for a path may serve a page to everybody else. */
  @Bean
  HandlerMapping openingHandshakeMapping(
      EchoProperties properties,
      Engine engine,
      SocketUpgrade socket,
      Admission admission,
      ClientAddresses addresses,
      TranscriptOpening transcripts,
      ProblemWriter problems,
      ObjectProvider<RefusedHandshake.Listener> refusals) {
    var handshake = new OpeningHandshake(properties.allowedOrigins(), engine::isRunning);
    RefusedHandshake.Listener listener = refusals.getIfAvailable(() -> refused -> {});
    var mapping = new OpeningHandshakeFilter.Mapping();
    for (Endpoint endpoint : endpoints) {
      var handler =
          new EndpointHandshakeHandler(
              endpoint,
              handshake,
              admission,
              addresses,
              transcripts,
              engine,
              socket,
              problems,
              listener);
      mapping.registerHandler(
          endpoint.pattern().getPatternString(), new WebSocketHttpRequestHandler(echo, handler));
    }
    mapping.setOrder(FIRST);
    return mapping;
  }

  /** Other requests to the same addresses: they come last. */
  @Bean
  HandlerMapping upgradeRequiredMapping(ProblemWriter problems) {
    var mapping = new SimpleUrlHandlerMapping();
    for (Endpoint endpoint : endpoints) {
      mapping.registerHandler(
          endpoint.pattern().getPatternString(), new UpgradeRequiredHandler(endpoint, problems));
    }
    mapping.setOrder(Ordered.LOWEST_PRECEDENCE);
    return mapping;
  }

  @Bean
  static EngineSettings engineSettings(EchoProperties properties) {
    var limits = properties.limits();
    return new EngineSettings(
        loops(properties.loops()),
        limits.messageSize().toBytes(),
        limits.messageRate(),
        limits.byteRate().toBytes(),
        limits.backlog().toBytes(),
        Math.min(limits.echoBuffer().toBytes(), limits.backlog().toBytes() / 2),
        limits.compression().toBytes(),
        limits.idle(),
        limits.lifetime(),
        limits.writeStall(),
        limits.closing());
  }

  /**
   * @throws InvalidSettingException if there is no room for as many as are set
   */
  private static int loops(int set) {
    int most = LoopMemory.mostLoops();
    if (set > most) {
      throw new InvalidSettingException(
          "websocket-echo.loops",
          set,
          "0 to %d, because each loop takes %s outside the heap, where this process may take %s"
              .formatted(
                  most,
                  DataSize.ofBytes(LoopMemory.PER_LOOP).toKilobytes() + "KB",
                  DataSize.ofBytes(LoopMemory.direct()).toMegabytes() + "MB"));
    }
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return set == 0 ? Math.min(half, most) : set;
  }
}
