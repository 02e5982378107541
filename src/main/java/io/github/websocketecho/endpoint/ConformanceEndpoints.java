package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.conformance.CaseConnections;
import io.github.websocketecho.conformance.CaseConnections.Scene;
import io.github.websocketecho.conformance.CaseConnections.Service;
import io.github.websocketecho.conformance.CaseSet;
import io.github.websocketecho.endpoint.Destination.Subject;
import io.github.websocketecho.scenario.AddressParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPatternParser;

/** The addresses that a driver of the Autobahn Testsuite connects to, and those of single cases. */
@Component
final class ConformanceEndpoints {

  private static final String DOES = "endpoint.conformance.does";

  private final List<Row> rows;

  ConformanceEndpoints(CaseConnections cases, ClientAddresses addresses) {
    rows =
        Stream.concat(
                Stream.of(CaseSet.values()).flatMap(set -> driver(set, cases)),
                Stream.of(new Route("/case/{id}", cases::single)))
            .map(route -> new Row(route, addresses))
            .toList();
  }

  private static Stream<Route> driver(CaseSet set, CaseConnections cases) {
    return Stream.of(
        new Route(set.base() + "/getCaseCount", (_, _) -> cases.count(set)),
        new Route(set.base() + "/getCaseInfo", (parameters, _) -> cases.info(set, parameters)),
        new Route(
            set.base() + "/runCase", (parameters, client) -> cases.run(set, parameters, client)),
        new Route(set.base() + "/getCaseStatus", (parameters, _) -> cases.status(set, parameters)),
        new Route(set.base() + "/updateReports", (parameters, _) -> cases.update(parameters)),
        new Route(set.base() + "/stopServer", (_, _) -> cases.stop()));
  }

  /** What serves the connections of a client at an address. */
  private interface Server {
    Service serve(AddressParameters parameters, InetAddress client);
  }

  private record Route(String pattern, Server server) {}

  /** The rows of the URL table. Each connection gets an endpoint of its own. */
  Stream<Endpoint> endpoints() {
    return rows.stream().map(row -> row.endpoint);
  }

  /** The patterns of the addresses without a base, to recognize those that resemble one. */
  List<String> patterns() {
    return endpoints()
        .map(endpoint -> endpoint.pattern().getPatternString())
        .filter(pattern -> !isBelowABase(pattern))
        .toList();
  }

  private static boolean isBelowABase(String pattern) {
    return Stream.of(CaseSet.values())
        .anyMatch(set -> !set.base().isEmpty() && pattern.startsWith(set.base() + '/'));
  }

  /** Finds the destinations of requests to an endpoint; any of the URL table. */
  Destination.Resolver resolver(Endpoint endpoint) {
    return rows.stream()
        .filter(row -> row.endpoint.equals(endpoint))
        .<Destination.Resolver>map(row -> row)
        .findFirst()
        .orElse(request -> Destination.at(endpoint, request));
  }

  /** A row of the URL table. */
  private static final class Row implements Destination.Resolver {

    private final Server server;
    private final ClientAddresses addresses;
    private final Endpoint endpoint;

    private Row(Route route, ClientAddresses addresses) {
      this.server = route.server();
      this.addresses = addresses;
      endpoint =
          new Endpoint(
              PathPatternParser.defaultInstance.parse(route.pattern()),
              DOES,
              null,
              UnaryOperator.identity(),
              parameters -> server.serve(parameters, InetAddress.getLoopbackAddress()).handler(),
              parameters -> server.serve(parameters, InetAddress.getLoopbackAddress()).options());
    }

    /** The handler and the options of a connection belong together. */
    @Override
    public Destination of(HttpServletRequest request) {
      Service service = server.serve(endpoint.parameters(request), addresses.of(request));
      var own =
          new Endpoint(
              endpoint.pattern(),
              endpoint.does(),
              null,
              endpoint.translation(),
              _ -> service.handler(),
              _ -> service.options());
      Destination usual = Destination.at(own, request);
      @Nullable Scene scene = service.scene();
      return new Destination(
          own,
          usual.parameters(),
          scene == null || scene.address() == null ? usual.address() : scene.address(),
          scene == null ? null : scene.connection(),
          scene == null ? null : new Subject(scene.id(), scene.rule()),
          Admission::enterSuite,
          usual.withdrawal());
    }
  }
}
