package io.github.websocketecho.endpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.WebSocketEchoApplication;
import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.engine.SocketUpgrade;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.tomcat.TomcatUpgradeStrategy;
import io.github.websocketecho.transcript.OpeningRequest;
import io.github.websocketecho.transcript.TranscriptClient;
import io.github.websocketecho.transcript.TranscriptStore;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Opening handshakes that are received before the server begins to stop, or while it stops. A gate
 * stops the thread of a handshake at a known point.
 */
class HandshakeDuringShutdownIntegrationTests {

  private static final String GOODBYE = "close 1001 The server is shutting down.";

  private @Nullable ConfigurableApplicationContext context;
  private @Nullable Admission admission;
  private @Nullable EventLoops loops;
  private @Nullable Gates gates;
  private int port;

  private void start(String closing) {
    context =
        new SpringApplicationBuilder(WebSocketEchoApplication.class, Gated.class)
            .run("--server.port=0", "--websocket-echo.limits.closing=" + closing);
    admission = context.getBean(Admission.class);
    loops = context.getBean(EventLoops.class);
    gates = context.getBean(Gates.class);
    port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private Gates gates() {
    return requireNonNull(gates);
  }

  /** Stops the server, while the test goes on. */
  private Thread stop() {
    return Thread.ofPlatform().start(requireNonNull(context)::close);
  }

  private void assertEndsWithoutConnections(Thread stop) throws InterruptedException {
    assertThat(stop.join(RawClient.PATIENCE)).isTrue();
    assertThat(requireNonNull(admission).open()).isZero();
    assertThat(requireNonNull(loops).open()).isZero();
  }

  @AfterEach
  void end() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void handshakeUpgradedDuringTheStopIsClosedWith1001() throws Exception {
    start("5s");
    try (var first = RawClient.open(port, "/");
        var late = RawClient.connect(port)) {
      late.sendHandshake("/?connection=upgrade");
      gates().upgrade().awaitArrival();
      Thread stop = stop();
      assertThat(first.read()).hasToString(GOODBYE);
      first.sendClose(1001, "");
      first.readEnd(); // The late connection is the only one that the server still waits for.
      gates().upgrade().open();
      assertThat(late.readResponse().status()).isEqualTo(101);
      assertThat(late.read()).hasToString(GOODBYE);
      late.sendClose(1001, "");
      late.readEnd();
      assertEndsWithoutConnections(stop);
    }
  }

  @Test
  void handshakeNotYetAcceptedWhenTheStopBeginsGets503() throws Exception {
    start("5s");
    try (var first = RawClient.open(port, "/");
        var late = RawClient.connect(port)) {
      late.sendHandshake("/?connection=transcript");
      gates().transcript().awaitArrival();
      Thread stop = stop();
      assertThat(first.read()).hasToString(GOODBYE);
      gates().transcript().open();
      assertShuttingDown(late.readResponse());
      var transcript = new TranscriptClient(port).ended("transcript");
      assertThat(transcript.at("/handshake/status").intValue()).isEqualTo(503);
      assertThat(transcript.at("/handshake/responseHeaders/Retry-After").stringValue())
          .isEqualTo("5");
      first.sendClose(1001, "");
      first.readEnd();
      assertEndsWithoutConnections(stop);
    }
  }

  @Test
  void handshakeReceivedDuringTheStopGets503() throws Exception {
    start("5s");
    try (var first = RawClient.open(port, "/");
        var late = RawClient.connect(port)) {
      Thread stop = stop();
      assertThat(first.read()).hasToString(GOODBYE);
      assertShuttingDown(late.handshake("/"));
      first.sendClose(1001, "");
      first.readEnd();
      assertEndsWithoutConnections(stop);
    }
  }

  @Test
  void tcpEndsWithoutA101IfTheUpgradeIsLaterThanTheStop() throws Exception {
    start("10ms");
    try (var late = RawClient.connect(port)) {
      late.sendHandshake("/?connection=upgrade");
      gates().upgrade().awaitArrival();
      Thread stop = stop();
      gates().engineStopped().awaitArrival();
      gates().upgrade().open();
      assertThat(late.readRest()).isEmpty();
      assertEndsWithoutConnections(stop);
    }
  }

  private static void assertShuttingDown(Response response) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("5");
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.header("Sec-WebSocket-Accept")).isEmpty();
    assertThat(response.body()).contains("The server is shutting down");
  }

  /** Stops a thread until the test opens it. */
  static final class Gate {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    private Gate() {}

    private void pass() {
      arrived.countDown();
      await(opened);
    }

    private void arrive() {
      arrived.countDown();
    }

    private void awaitArrival() {
      await(arrived);
    }

    private void open() {
      opened.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(RawClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /**
   * The gates of a server.
   *
   * @param transcript before the transcript with the id {@code transcript} begins
   * @param upgrade before the connection with the transcript {@code upgrade} gets its socket
   * @param engineStopped is reached once the event loops have stopped
   */
  record Gates(Gate transcript, Gate upgrade, Gate engineStopped) {}

  /** Without annotation, because the application would find it in every other test. */
  static final class Gated {

    private Gated() {}

    @Bean
    static Gates gates() {
      return new Gates(new Gate(), new Gate(), new Gate());
    }

    @Bean
    @Primary
    static SocketUpgrade gatedSocketUpgrade(TomcatUpgradeStrategy tomcat, Gates gates) {
      return (request, response, accepted) -> {
        if (request.getURI().toString().endsWith("connection=upgrade")) {
          gates.upgrade().pass();
        }
        tomcat.upgrade(request, response, accepted);
      };
    }

    @Bean
    static BeanPostProcessor gatedTranscriptStore(ObjectProvider<Gates> gates) {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof TranscriptStore
              ? Proxy.newProxyInstance(
                  bean.getClass().getClassLoader(),
                  new Class<?>[] {TranscriptStore.class},
                  (_, method, arguments) -> {
                    boolean isGated =
                        method.getName().equals("open")
                            && ((OpeningRequest) arguments[0]).id().equals("transcript");
                    if (isGated) {
                      gates.getObject().transcript().pass();
                    }
                    return method.invoke(bean, arguments);
                  })
              : bean;
        }
      };
    }

    /** Stops after the event loops and before the HTTP server. */
    @Bean
    static SmartLifecycle afterTheEngine(Gates gates) {
      return new SmartLifecycle() {

        private volatile boolean running;

        @Override
        public void start() {
          running = true;
        }

        @Override
        public void stop() {
          running = false;
          gates.engineStopped().arrive();
        }

        @Override
        public boolean isRunning() {
          return running;
        }

        @Override
        public int getPhase() {
          return Integer.MAX_VALUE - 1;
        }
      };
    }
  }
}
