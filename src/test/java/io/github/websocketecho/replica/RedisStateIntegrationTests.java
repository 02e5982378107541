package io.github.websocketecho.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.ReplicasProperties;
import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.support.Nginx;
import io.github.websocketecho.support.RedisServer;
import io.github.websocketecho.support.TestKeyStore;
import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.HttpStatus;

/**
 * Replicas share their state through a real Redis. They run alone, because a busy machine may take
 * longer than a replica waits.
 */
@Tag("alone")
class RedisStateIntegrationTests {

  private static final Duration AGE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private final List<RedisState> states = new ArrayList<>();
  private RedisServer redis;
  private RedisState one;
  private RedisState two;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.start(folder);
    one = state(redis.url(), Map.of());
    two = state(redis.url(), Map.of());
  }

  @AfterEach
  void stop() {
    redis.close();
    states.forEach(RedisState::stop);
  }

  private RedisState state(String url, Map<String, Object> settings) {
    var parent = new AnnotationConfigApplicationContext();
    parent.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    parent.register(SslAutoConfiguration.class);
    parent.refresh();
    RedisState state = RedisState.connect(new ReplicasProperties(url, "test"), parent);
    state.start();
    states.add(state);
    return state;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("now").isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void oneOfTwoSetsAValueThatBothHaveRead() {
    assertThat(one.get("key")).isNull();
    assertThat(one.replace("key", null, bytes("1"), AGE)).isTrue();
    assertThat(two.replace("key", null, bytes("2"), AGE)).isFalse();
    assertThat(two.get("key")).isEqualTo(bytes("1"));
    assertThat(two.replace("key", bytes("1"), bytes("2"), AGE)).isTrue();
    assertThat(one.get("key")).isEqualTo(bytes("2"));
    assertThat(one.delete("key")).isTrue();
    assertThat(two.delete("key")).isFalse();
  }

  @Test
  void valuesExpireUnlessTheyAreKept() throws Exception {
    for (String key : List.of("kept", "lost")) {
      assertThat(one.replace(key, null, bytes("1"), Duration.ofMillis(300))).isTrue();
    }
    assertThat(two.keep(List.of("kept", "none"), AGE)).containsExactly("none");
    assertThat(two.keep(List.of(), AGE)).isEmpty();
    await(() -> one.get("lost") == null);
    assertThat(one.get("kept")).isEqualTo(bytes("1"));
  }

  @Test
  void countsTogether() {
    assertThat(one.increment("count", AGE)).isEqualTo(1);
    assertThat(two.increment("count", AGE)).isEqualTo(2);
  }

  @Test
  void sharesFields() {
    one.setFields("report", Map.of("a", bytes("1"), "b", bytes("2")), AGE);
    two.setFields("report", Map.of("b", bytes("3"), "c", bytes("4")), AGE);
    one.removeField("report", "a");
    assertThat(two.fields("report")).containsOnlyKeys("b", "c").containsEntry("b", bytes("3"));
    assertThat(two.fields("report", List.of("c", "d"))).containsOnlyKeys("c");
    assertThat(two.fields("none")).isEmpty();
    assertThat(two.keep(List.of("report"), AGE)).isEmpty();
    assertThat(two.delete("report")).isTrue();
    assertThat(one.fields("report")).isEmpty();
  }

  @Test
  void sortsMembersByTimeAndRemovesTheOldest() throws Exception {
    for (String member : List.of("a", "b", "c")) {
      one.rank("list", member, AGE);
      Thread.sleep(2);
    }
    two.rank("list", "a", AGE);
    assertThat(two.ranked("list", 2)).containsExactly("a", "c");
    assertThat(one.removeOldest("list", 2, AGE)).containsExactly("b");
    one.unrank("list", "c");
    assertThat(two.ranked("list", 9)).containsExactly("a");
    Thread.sleep(20);
    assertThat(one.removeOldest("list", 2, Duration.ofMillis(10))).containsExactly("a");
    assertThat(two.ranked("list", 9)).isEmpty();
  }

  @Test
  void callsAServiceOfAnotherReplica() {
    two.serve("twice", request -> bytes(new String(request, UTF_8).repeat(2)));
    assertThat(one.call(two.self(), "twice", bytes("ab"), Duration.ZERO)).isEqualTo(bytes("abab"));
    byte[] large = new byte[64 * 1024];
    Arrays.fill(large, (byte) 'x');
    assertThat(one.call(two.self(), "twice", large, Duration.ZERO)).hasSize(2 * large.length);
  }

  @Test
  void aServiceMayTakeAsLongAsTheCallSays() {
    two.serve("slow", request -> pause(400, request));
    assertThat(one.call(two.self(), "slow", bytes("a"), Duration.ofSeconds(5)))
        .isEqualTo(bytes("a"));
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> one.call(two.self(), "slow", bytes("a"), Duration.ZERO));
    assertThat(one.isAvailable()).isTrue();
  }

  private static byte[] pause(long millis, byte[] request) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return request;
  }

  private static final class TestProblemException extends ProblemException {

    @Serial private static final long serialVersionUID = 1;

    private TestProblemException(String argument) {
      super(HttpStatus.CONFLICT, ProblemCause.CONNECTION_NOT_OPEN, argument);
    }
  }

  @Test
  void theCallerGetsTheProblemOfAService() {
    two.serve(
        "refuse",
        request -> {
          throw new TestProblemException(new String(request, UTF_8));
        });
    two.serve(
        "fail",
        _ -> {
          throw new IllegalStateException("a fault of the test");
        });
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> one.call(two.self(), "refuse", bytes("id"), Duration.ZERO))
        .satisfies(
            problem -> {
              assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
              assertThat(problem.problemCause()).isEqualTo(ProblemCause.CONNECTION_NOT_OPEN);
              assertThat(problem.getDetailMessageArguments()).containsExactly("id");
            });
    for (String service : List.of("fail", "unknown")) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> one.call(two.self(), service, bytes("id"), Duration.ZERO))
          .satisfies(
              problem ->
                  assertThat(problem.problemCause()).isEqualTo(ProblemCause.REPLICAS_NO_ANSWER));
    }
  }

  @Test
  void knowsWhichReplicasRun() throws Exception {
    await(() -> one.replicas().size() == 2);
    assertThat(one.isAlive(two.self())).isTrue();
    two.stop();
    assertThat(one.isAlive(two.self())).isFalse();
    assertThat(one.replicas()).containsExactly(one.self());
    assertThat(one.call(two.self(), "any", bytes("a"), Duration.ZERO)).isNull();
  }

  @Test
  void afterACommandWithoutAnswerNobodyWaitsUntilRedisAnswersAgain() throws Exception {
    var back = new CountDownLatch(1);
    one.maintain(Duration.ofDays(1), back::countDown);
    redis.pause();
    long before = System.nanoTime();
    assertThatExceptionOfType(ReplicasUnavailableException.class).isThrownBy(() -> one.get("key"));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(one.isAvailable()).isFalse();
    before = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      assertThatExceptionOfType(ReplicasUnavailableException.class)
          .isThrownBy(() -> one.get("key"));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    redis.resume();
    assertThat(back.await(10, TimeUnit.SECONDS)).isTrue();
    await(() -> one.isAvailable() && two.isAvailable());
    assertThat(one.get("key")).isNull();
    two.serve("echo", request -> request);
    assertThat(one.call(two.self(), "echo", bytes("a"), Duration.ZERO)).isEqualTo(bytes("a"));
  }

  @Test
  void listensAgainAfterARestartOfRedis() throws Exception {
    one.serve("echo", request -> request);
    two.serve("echo", request -> request);
    redis.kill();
    assertThatExceptionOfType(ReplicasUnavailableException.class).isThrownBy(() -> one.get("key"));
    redis.restart();
    await(() -> one.isAvailable() && two.isAvailable());
    await(() -> answers(one, two) && answers(one, one));
  }

  private static boolean answers(RedisState from, RedisState to) {
    try {
      return from.call(to.self(), "echo", bytes("a"), Duration.ZERO) != null;
    } catch (ReplicasUnavailableException e) {
      return false;
    }
  }

  @Test
  void aServerStartsWithoutRedisAndFindsItLater() throws Exception {
    redis.kill();
    long before = System.nanoTime();
    RedisState third = state(redis.url(), Map.of());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(third.isAvailable()).isFalse();
    redis.restart();
    await(third::isAvailable);
    third.serve("echo", request -> request);
    await(() -> answers(third, third));
  }

  @Test
  void rejectsAKeyWithAnotherKindOfValue() {
    one.rank("key", "member", AGE);
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> two.get("key"))
        .satisfies(
            problem ->
                assertThat(problem.problemCause()).isEqualTo(ProblemCause.REPLICAS_FOREIGN_VALUE));
    assertThat(one.replace("text", null, bytes("x"), AGE)).isTrue();
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> two.increment("text", AGE));
    assertThat(two.isAvailable()).isTrue();
  }

  @Test
  void everyKeyHasThePrefixAndTheVersionAndExpires() throws Exception {
    assertThat(one.replace("value", null, bytes("1"), AGE)).isTrue();
    assertThat(one.increment("count", AGE)).isEqualTo(1);
    one.setFields("fields", Map.of("a", bytes("1")), AGE);
    one.rank("list", "a", AGE);
    try (var client = io.lettuce.core.RedisClient.create(redis.url());
        var connection = client.connect()) {
      List<String> keys = connection.sync().keys("*");
      assertThat(keys).hasSizeGreaterThan(5).allMatch(key -> key.startsWith("test:1:"));
      assertThat(keys).allMatch(key -> connection.sync().pttl(key) > 0);
    }
  }

  @Test
  void thePasswordMayBeInTheUrlOrInTheSettingsOfSpring() throws Exception {
    try (var secret = RedisServer.start(folder, "--requirepass", "secret")) {
      assertThat(state(secret.url(), Map.of()).isAvailable()).isFalse();
      String url = "redis://:secret@127.0.0.1:" + secret.port();
      assertThat(state(url, Map.of()).isAvailable()).isTrue();
      assertThat(state(url.replace(":secret", "default:secret") + "/3", Map.of()).isAvailable())
          .isTrue();
      assertThat(state(secret.url(), Map.of("spring.data.redis.password", "secret")).isAvailable())
          .isTrue();
    }
  }

  @Test
  void settingsOfSpringNameNoOtherRedis() {
    for (String name : List.of("url", "cluster.nodes", "sentinel.nodes")) {
      Map<String, Object> settings = Map.of("spring.data.redis." + name, redis.url());
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> state(redis.url(), settings))
          .withMessageContaining("spring.data.redis." + name);
    }
  }

  @Test
  void redisMayHaveTls() throws Exception {
    Path certificate = folder.resolve("redis.crt");
    Path key = folder.resolve("redis.key");
    TestKeyStore.writePem(folder, "127.0.0.1", certificate, key);
    int port = Nginx.freePort();
    try (var _ =
        RedisServer.start(
            folder,
            "--tls-port",
            String.valueOf(port),
            "--tls-cert-file",
            certificate.toString(),
            "--tls-key-file",
            key.toString(),
            "--tls-auth-clients",
            "no")) {
      String url = "rediss://127.0.0.1:" + port;
      assertThat(state(url, Map.of()).isAvailable()).as("unknown certificate").isFalse();
      Map<String, Object> settings =
          Map.of(
              "spring.data.redis.ssl.bundle",
              "redis",
              "spring.ssl.bundle.pem.redis.truststore.certificate",
              certificate.toUri().toString());
      assertThat(state(url, settings).isAvailable()).isTrue();
      assertThat(state(url.replace("rediss:", "redis:"), settings).isAvailable())
          .as("TLS by the settings alone")
          .isTrue();
    }
  }
}
