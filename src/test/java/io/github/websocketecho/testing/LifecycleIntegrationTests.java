package io.github.websocketecho.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** How long a server lives, by where a test class registers it. */
class LifecycleIntegrationTests {

  /** The port that each test of the classes below has used. */
  private static final List<Integer> ports = new ArrayList<>();

  @BeforeEach
  void forget() {
    ports.clear();
  }

  private static void use(WebSocketEcho echo) throws IOException {
    int port = echo.uri().getPort();
    ports.add(port);
    RawClient.open(port, "/").close();
  }

  private static void assertEnded(int port) {
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> RawClient.connect(port));
  }

  private static void run(Class<?>... classes) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(
            Stream.of(classes).map(DiscoverySelectors::selectClass).toArray(ClassSelector[]::new))
        .execute()
        .testEvents()
        .assertStatistics(statistics -> statistics.started(2).succeeded(2));
  }

  static class InAStaticField {

    @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

    @Test
    void first() throws IOException {
      use(echo);
    }

    @Nested
    class Inner {
      @Test
      void second() throws IOException {
        use(echo);
      }
    }
  }

  @Test
  void inAStaticFieldEndsWithTheClassAndItsNestedOnes() {
    run(InAStaticField.class);
    assertThat(ports).hasSize(2).containsOnly(ports.getFirst());
    assertEnded(ports.getFirst());
  }

  /** The tests of a class that has its server in a field. */
  abstract static class TwoTests {

    abstract WebSocketEcho echo();

    @Test
    void first() throws IOException {
      use(echo());
    }

    @Test
    void second() throws IOException {
      use(echo());
    }
  }

  static class InAField extends TwoTests {

    @RegisterExtension final WebSocketEcho echo = WebSocketEcho.start();

    @Override
    WebSocketEcho echo() {
      return echo;
    }
  }

  @Test
  void inAFieldEndsWithEachTest() {
    run(InAField.class);
    assertThat(ports)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(LifecycleIntegrationTests::assertEnded);
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class InAFieldOfOneInstance extends TwoTests {

    @RegisterExtension final WebSocketEcho echo = WebSocketEcho.start();

    @Override
    WebSocketEcho echo() {
      return echo;
    }
  }

  @Test
  void inAFieldOfOneInstanceEndsWithTheClass() {
    run(InAFieldOfOneInstance.class);
    assertThat(ports).hasSize(2).containsOnly(ports.getFirst());
    assertEnded(ports.getFirst());
  }

  abstract static class Base {

    @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

    @Test
    void test() throws IOException {
      use(echo);
    }
  }

  static class One extends Base {}

  static class Other extends Base {}

  /** A Spring context that is used again still has the address. */
  @Test
  void inheritedStartsAgainAtTheSamePort() {
    run(One.class, Other.class);
    assertThat(ports).hasSize(2).containsOnly(ports.getFirst());
    assertEnded(ports.getFirst());
  }
}
