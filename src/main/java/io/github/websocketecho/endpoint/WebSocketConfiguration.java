package io.github.websocketecho.endpoint;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.engine.Engine;
import io.github.websocketecho.engine.EngineSettings;
import io.github.websocketecho.engine.LoopMemory;
import io.github.websocketecho.engine.SocketUpgrade;
import io.github.websocketecho.http.ProblemAnswers;
import io.github.websocketecho.http.ProblemWriter;
import io.github.websocketecho.replica.BoundedWait;
import io.github.websocketecho.replica.SharedState;
import io.github.websocketecho.scenario.AttemptCounter;
import io.github.websocketecho.scenario.CertificateScenarios;
import io.github.websocketecho.scenario.EgressLimiter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import io.github.websocketecho.sequence.SequenceStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Makes the one table of URLs, and registers it with Spring. */
@Configuration(proxyBeanMethods = false)
class WebSocketConfiguration {

  /** Before all other mappings, but an application can register mappings that come earlier. */
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 100;

  /** The variable of the echo's pattern. */
  private static final String PATH = "path";

  @Bean
  static Endpoints endpoints(
      SequenceEndpoint sequence, ConformanceEndpoints conformance, EchoProperties properties) {
    Endpoints others =
        properties.scenarios().hasSequences() ? sequence.withSteps() : sequence.switchedOff();
    return new Endpoints(Stream.concat(conformance.endpoints(), others.all().stream()).toList());
  }

  /** The sequences, whose steps are all other endpoints. */
  @Bean
  static SequenceEndpoint sequenceEndpoint(
      ScenarioCatalogue catalogue,
      EchoHandler echo,
      ConformanceEndpoints conformance,
      EchoProperties properties,
      SequenceStore sequences) {
    return new SequenceEndpoint(steps(catalogue, echo, conformance, properties), sequences);
  }

  private static Endpoints steps(
      ScenarioCatalogue catalogue,
      EchoHandler echo,
      ConformanceEndpoints conformance,
      EchoProperties properties) {
    Duration interval = properties.pingInterval();
    WebSocketHandler handler = interval.isZero() ? echo : new KeepAliveHandler(echo, interval);
    return new Endpoints(
        Stream.of(
                catalogue.scenarios().stream().flatMap(Endpoint::of),
                catalogue.excluded().stream().flatMap(Endpoint::excluded),
                Stream.of(
                    echo(handler, new MistypedAddresses(catalogue, otherPatterns(conformance)))))
            .flatMap(Function.identity())
            .toList());
  }

  private static List<String> otherPatterns(ConformanceEndpoints conformance) {
    List<String> patterns = new ArrayList<>(conformance.patterns());
    patterns.add(SequenceEndpoint.PATTERN);
    return patterns;
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

  /** The catalogue, including the scenarios that are beans. */
  @Bean
  static ScenarioCatalogue scenarioCatalogue(
      EchoHandler echo,
      ObjectProvider<Scenario> beans,
      EchoProperties properties,
      SharedState shared) {
    try {
      var egress = new EgressLimiter(properties.limits().floodRate());
      Stream<Scenario> certificates =
          properties.tls().port() < 0 ? Stream.of() : CertificateScenarios.all(echo);
      return new ScenarioCatalogue(
              echo,
              egress,
              AttemptCounter.of(shared),
              Stream.concat(certificates, beans.orderedStream()))
          .excluding(properties.scenarios().excludedFromCatalogue());
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          "websocket-echo.scenarios.exclude",
          String.valueOf(e.getMessage()),
          "a group such as group:illegal, the id of a scenario such as refuse, or sequence");
    }
  }

  /** Maps opening handshakes: first, because a path may serve a page to plain requests. */
  @Bean
  static HandlerMapping openingHandshakeMapping(
      Endpoints endpoints,
      SequenceEndpoint sequence,
      ConformanceEndpoints conformance,
      EchoHandler echo,
      EchoProperties properties,
      Engine engine,
      SocketUpgrade socket,
      Admission admission,
      ClientAddresses addresses,
      HandshakeTranscripts transcripts,
      ProblemWriter problems,
      SharedState shared,
      ObjectProvider<RejectedHandshake.Listener> rejections) {
    var validator = new HandshakeValidator(properties.allowedOrigins(), engine::isRunning);
    RejectedHandshake.Listener listener = rejections.getIfAvailable(() -> _ -> {});
    var mapping = new OpeningHandshakeFilter.Mapping();
    for (Endpoint endpoint : endpoints.all()) {
      var handler =
          new EndpointHandshakeHandler(
              endpoint.equals(sequence.row()) ? sequence : conformance.resolver(endpoint),
              validator,
              admission,
              addresses,
              transcripts,
              engine,
              socket,
              problems,
              listener);
      mapping.registerHandler(
          endpoint.pattern().getPatternString(),
          new WebSocketHttpRequestHandler(echo, shared.isOn() ? bounded(handler) : handler));
    }
    mapping.setOrder(FIRST);
    return mapping;
  }

  /** Bounds the time that a handshake waits for other replicas. */
  private static HandshakeHandler bounded(HandshakeHandler handler) {
    return (request, response, echo, attributes) ->
        BoundedWait.together(() -> handler.doHandshake(request, response, echo, attributes));
  }

  /** Maps plain requests to the same paths: last, because a page or an API may serve them. */
  @Bean
  static HandlerMapping upgradeRequiredMapping(Endpoints endpoints, ProblemAnswers problems) {
    var mapping = new SimpleUrlHandlerMapping();
    for (Endpoint endpoint : endpoints.all()) {
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
   * The number of event loops.
   *
   * @param set the setting; 0 for half the processors
   * @throws InvalidSettingException if the memory is too small for that number
   */
  private static int loops(int set) {
    int most = LoopMemory.mostLoops();
    if (set > most) {
      throw new InvalidSettingException(
          "websocket-echo.loops",
          set,
          "0 to %d, because each loop needs %s outside the heap, where this process may use %s"
              .formatted(
                  most,
                  DataSize.ofBytes(LoopMemory.PER_LOOP).toKilobytes() + "KB",
                  DataSize.ofBytes(LoopMemory.direct()).toMegabytes() + "MB"));
    }
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return set == 0 ? Math.min(half, most) : set;
  }
}
