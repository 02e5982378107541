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
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Fewer than the server runs for one address. */
  private static final int AT_A_TIME = 24;

  @LocalServerPort private int port;
  @Autowired private CaseCatalogue cases;

  /** By the ids of the cases, in their order. */
  private final Map<Fault, Map<String, Future<String>>> behaviors = new EnumMap<>(Fault.class);

  /** Runs all clients at a time, because cases that fail wait. */
  @BeforeAll
  void runCases() {
    List<ExecutorService> clients = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      // Each client has addresses of its own, because the cases of an address are limited.
      String host = String.valueOf(clients.size() + 2);
      var pool = Executors.newFixedThreadPool(AT_A_TIME);
      clients.add(pool);
      Map<String, Future<String>> results = new TreeMap<>(CaseIds.ORDER);
      for (SuiteCase tested : cases.of(CaseSet.AUTOBAHN)) {
        if (tested.id().matches(TESTED)) {
          results.put(tested.id(), pool.submit(() -> behavior(tested.id(), fault, host)));
        }
      }
      behaviors.put(fault, results);
    }
    clients.forEach(ExecutorService::close);
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
  @CsvSource(
      delimiter = '|',
      value = {
        "NONE | ''",
        "IGNORES_RESERVED_BITS | 3.1 3.2 3.3 3.4 3.5 3.6",
        "ACCEPTS_INVALID_UTF_8 |"
            + " 6.3.1 6.3.2 6.4.1 6.4.2 6.4.3 6.4.4 6.6.1 6.6.3 6.6.4 6.6.6 6.6.8 6.6.10 6.8.1"
            + " 6.8.2 6.10.1 6.10.2 6.10.3 6.11.5 6.12.1 6.12.2 6.12.3 6.12.4 6.12.5 6.12.6"
            + " 6.12.7 6.12.8 6.13.1 6.13.2 6.13.3 6.13.4 6.13.5 6.14.1 6.14.2 6.14.3 6.14.4"
            + " 6.14.5 6.14.6 6.14.7 6.14.8 6.14.9 6.14.10 6.15.1 6.16.1 6.16.2 6.16.3 6.17.1"
            + " 6.17.2 6.17.3 6.17.4 6.17.5 6.18.1 6.18.2 6.18.3 6.18.4 6.18.5 6.19.1 6.19.2"
            + " 6.19.3 6.19.4 6.19.5 6.20.1 6.20.2 6.20.3 6.20.4 6.20.5 6.20.6 6.20.7 6.21.1"
            + " 6.21.2 6.21.3 6.21.4 6.21.5 6.21.6 6.21.7 6.21.8 7.5.1",
        "ANSWERS_NO_PING | 2.1 2.2 2.3 2.4 2.6 2.9 2.10 2.11 5.6 5.7 5.8 5.19 5.20",
      })
  void failsTheCasesOfItsFault(Fault fault, String failed) {
    Map<String, Future<String>> results = Objects.requireNonNull(behaviors.get(fault));
    assertThat(results).hasSizeGreaterThan(200);
    assertThat(
            results.entrySet().stream()
                .filter(entry -> entry.getValue().resultNow().contains("FAILED"))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" ")))
        .isEqualTo(failed);
  }
}
