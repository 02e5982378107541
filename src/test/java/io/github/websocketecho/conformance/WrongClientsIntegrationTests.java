package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.conformance.WrongClient.Fault;
import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A client that does not keep a rule fails the cases that test it, and no others. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongClientsIntegrationTests {

  /** Groups 1 to 7. */
  private static final String TESTED = "[1-7]\\..*";

  /** The cases that each client fails. */
  private static final Map<Fault, List<String>> FAILED =
      Map.of(
          Fault.NONE,
          List.of(),
          Fault.IGNORES_RESERVED_BITS,
          ids("3.1 3.2 3.3 3.4 3.5 3.6"),
          Fault.ACCEPTS_INVALID_UTF_8,
          ids(
              "6.3.1 6.3.2 6.4.1 6.4.2 6.4.3 6.4.4 6.6.1 6.6.3 6.6.4 6.6.6 6.6.8 6.6.10 6.8.1"
                  + " 6.8.2 6.10.1 6.10.2 6.10.3 6.11.5 6.12.1 6.12.2 6.12.3 6.12.4 6.12.5 6.12.6"
                  + " 6.12.7 6.12.8 6.13.1 6.13.2 6.13.3 6.13.4 6.13.5 6.14.1 6.14.2 6.14.3 6.14.4"
                  + " 6.14.5 6.14.6 6.14.7 6.14.8 6.14.9 6.14.10 6.15.1 6.16.1 6.16.2 6.16.3 6.17.1"
                  + " 6.17.2 6.17.3 6.17.4 6.17.5 6.18.1 6.18.2 6.18.3 6.18.4 6.18.5 6.19.1 6.19.2"
                  + " 6.19.3 6.19.4 6.19.5 6.20.1 6.20.2 6.20.3 6.20.4 6.20.5 6.20.6 6.20.7 6.21.1"
                  + " 6.21.2 6.21.3 6.21.4 6.21.5 6.21.6 6.21.7 6.21.8 7.5.1"),
          Fault.ANSWERS_NO_PING,
          ids("2.1 2.2 2.3 2.4 2.6 2.9 2.10 2.11 5.6 5.7 5.8 5.19 5.20"),
          Fault.ECHOES_ILLEGAL_CODES,
          ids("7.9.1 7.9.2 7.9.3 7.9.4 7.9.5 7.9.6 7.9.7 7.9.8 7.9.9"));

  /** Cases that fail at a time. They only wait. */
  private static final int WAITING = 20;

  /** Other cases at a time. A client that is too slow would fail them. */
  private static final int RUNNING = 4;

  @LocalServerPort private int port;
  @Autowired private CaseCatalogue cases;

  /** By the ids of the cases, in their order. */
  private final Map<Fault, Map<String, Future<String>>> behaviors = new EnumMap<>(Fault.class);

  /** Runs all clients at a time, each from addresses of its own, because these are limited. */
  @BeforeAll
  void runCases() {
    List<ExecutorService> pools = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      String host = String.valueOf(2 + behaviors.size());
      var waiting = Executors.newFixedThreadPool(WAITING);
      var running = Executors.newFixedThreadPool(RUNNING);
      pools.addAll(List.of(waiting, running));
      Map<String, Future<String>> results = new TreeMap<>(CaseIds.ORDER);
      for (SuiteCase tested : cases.of(CaseSet.AUTOBAHN)) {
        String id = tested.id();
        if (id.matches(TESTED)) {
          ExecutorService pool = failed(fault).contains(id) ? waiting : running;
          results.put(id, pool.submit(() -> behavior(id, fault, host)));
        }
      }
      behaviors.put(fault, results);
    }
    pools.forEach(ExecutorService::close);
  }

  private static List<String> failed(Fault fault) {
    return FAILED.getOrDefault(fault, List.of());
  }

  private static List<String> ids(String list) {
    return List.of(list.split(" ", -1));
  }

  /** Runs a case, and asks for its result. */
  private String behavior(String id, Fault fault, String host) throws IOException {
    String query = "?casetuple=" + id + "&agent=" + fault;
    try (RawClient wire = open("127.0.0." + host, "/runCase" + query)) {
      WrongClient.run(wire, fault);
    }
    try (RawClient wire = open("127.0.1." + host, "/getCaseStatus" + query)) {
      return wire.read().text();
    }
  }

  private RawClient open(String address, String target) throws IOException {
    return RawClient.connectFrom(address, port).upgrade(target);
  }

  @ParameterizedTest
  @EnumSource
  void failsTheCasesOfItsFault(Fault fault) {
    Map<String, Future<String>> results = Objects.requireNonNull(behaviors.get(fault));
    assertThat(results).hasSizeGreaterThan(200);
    assertThat(
            results.entrySet().stream()
                .filter(entry -> entry.getValue().resultNow().contains("FAILED"))
                .map(Map.Entry::getKey))
        .containsExactlyElementsOf(failed(fault));
  }
}
