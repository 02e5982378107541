package io.github.websocketecho.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Nginx;
import io.github.websocketecho.support.NginxTest;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.support.RedisServer;
import io.github.websocketecho.support.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two processes of the server share a Redis, and nginx distributes requests and connections between
 * them. They run alone, because a busy machine may take longer than a replica waits. The tests that
 * end something are the last.
 */
@NginxTest
@Tag("alone")
@TestMethodOrder(OrderAnnotation.class)
class ReplicasIntegrationTests {

  private static final int LATE = Integer.MAX_VALUE / 2 + 1;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path folder;

  private static final List<ServerProcess> processes = new ArrayList<>();
  private static RedisServer redis;
  private static Nginx nginx;
  private static HttpClient http;
  private static int one;
  private static int two;
  private static int balanced;
  private static ServerProcess third;

  @BeforeAll
  static void start() throws Exception {
    redis = RedisServer.start(Files.createDirectory(folder.resolve("redis")));
    ServerProcess first = replica();
    ServerProcess second = replica();
    third = replica();
    one = first.port();
    two = second.port();
    balanced = Nginx.freePort();
    String sites =
        """
        upstream replicas { server 127.0.0.1:%d; server 127.0.0.1:%d; }
        server {
          listen 127.0.0.1:%d;
          location / {
            proxy_pass http://replicas;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $http_connection;
            proxy_buffering off;
          }
        }
        """
            .formatted(one, two, balanced);
    nginx = Nginx.start(Files.createDirectory(folder.resolve("nginx")), sites, balanced);
    http = HttpClient.newHttpClient();
  }

  private static ServerProcess replica() throws IOException {
    Path own = Files.createTempDirectory(folder, "replica");
    ServerProcess process =
        ServerProcess.start(
            own,
            Map.of(),
            ServerProcess.QUICK_START,
            List.of(
                "--server.port=0",
                "--websocket-echo.replicas.redis=" + redis.url(),
                "--websocket-echo.transcripts.list=true"));
    processes.add(process);
    return process;
  }

  @AfterAll
  static void stop() {
    http.close();
    nginx.close();
    processes.forEach(ServerProcess::close);
    redis.close();
  }

  private static HttpRequest.Builder request(int port, String target) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
        .timeout(PATIENCE);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(int port, String target)
      throws IOException, InterruptedException {
    return send(request(port, target).header("Accept", "application/json"));
  }

  private static JsonNode json(int port, String target) throws IOException, InterruptedException {
    HttpResponse<String> response = get(port, target);
    assertThat(response.statusCode()).as(target + response.body()).isEqualTo(200);
    return new JsonMapper().readTree(response.body());
  }

  private static void await(Predicate<JsonNode> condition, int port, String target)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode seen = json(port, target);
    while (!condition.test(seen)) {
      assertThat(System.nanoTime()).as("%s", seen).isLessThan(deadline);
      Thread.sleep(20);
      seen = json(port, target);
    }
  }

  private static void echo(RawClient client, String text) throws IOException {
    client.sendText(text);
    assertThat(client.read()).hasToString("text \"" + text + "\"");
  }

  @Test
  void anIdIsInUseOnEveryReplica() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(one, "/?connection=" + id)) {
      for (int port : List.of(one, two)) {
        try (var other = RawClient.connect(port)) {
          Response response = other.handshake("/?connection=" + id);
          assertThat(response.status()).isEqualTo(409);
          assertThat(response.body()).contains(id);
        }
      }
      echo(client, "still here");
      assertThat(json(two, "/connections/" + id).at("/handshake/status").intValue()).isEqualTo(101);
      client.sendClose(1000, "");
      assertThat(client.read().closeCode()).isEqualTo(1000);
    }
    try (var next = RawClient.open(two, "/?connection=" + id)) {
      echo(next, "free again");
      assertThat(json(one, "/connections/" + id).path("state").stringValue()).isEqualTo("open");
    }
  }

  @Test
  void everyReplicaHasTheSameTranscript() throws Exception {
    try (var client = RawClient.connect(one)) {
      Response response = client.handshake("/close/4001?reason=bye");
      String id = response.header("Connection-Id");
      assertThat(client.read()).hasToString("close 4001 bye");
      client.sendClose(4001, "bye");
      client.readEnd();
      JsonNode here = json(one, "/connections/" + id + "?wait=10s");
      JsonNode there = json(two, "/connections/" + id + "?wait=10s");
      assertThat(there).isEqualTo(here);
      assertThat(here.path("shared").booleanValue()).isTrue();
      assertThat(here.path("state").stringValue()).isEqualTo("ended");
      assertThat(here.at("/verdict/passed").booleanValue()).isTrue();
      String page = send(request(two, "/connections/" + id).header("Accept", "text/html")).body();
      assertThat(page).contains(id).contains("4001");
      assertThat(
              send(request(two, "/connections/" + id)
                      .header("Accept", "application/json")
                      .header("Accept-Language", "zh"))
                  .body())
          .contains("客户端");
    }
  }

  @Test
  void anOpenConnectionCanBeWatchedFromAnotherReplica() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(one, "/slow?delay=1s&connection=" + id)) {
      assertThat(json(two, "/connections/" + id).path("state").stringValue()).isEqualTo("open");
      var waits =
          http.sendAsync(
              request(two, "/connections/" + id + "?wait=20s")
                  .header("Accept", "application/json")
                  .build(),
              BodyHandlers.ofString());
      var events =
          http.send(
              request(two, "/connections/" + id + "/events").build(), BodyHandlers.ofInputStream());
      var reader = new BufferedReader(new InputStreamReader(events.body(), UTF_8));
      List<String> lines = new ArrayList<>();
      while (lines.isEmpty() || !lines.getLast().startsWith("data:")) {
        lines.add(reader.readLine());
      }
      client.send(RawClient.frame(true, 0, RawClient.PING, new byte[] {1}));
      assertThat(client.read()).hasToString("pong 01");
      client.sendClose(4002, "watched");
      assertThat(client.read().closeCode()).isEqualTo(4002);
      assertThat(waits.get(10, TimeUnit.SECONDS).body())
          .contains("\"state\":\"ended\"", "\"code\":4002");
      reader.lines().forEach(lines::add);
      List<String> states =
          lines.stream()
              .filter(line -> line.startsWith("data:"))
              .map(line -> line.replaceFirst(".*\"state\":\"(\\w+)\".*", "$1"))
              .toList();
      assertThat(states).startsWith("open").endsWith("ended");
      String last =
          lines.stream().filter(line -> line.startsWith("id:")).toList().getLast().substring(3);
      for (int port : List.of(one, two)) {
        HttpResponse<String> again =
            send(request(port, "/connections/" + id + "/events").header("Last-Event-ID", last));
        assertThat(again.statusCode()).as("%s", port).isEqualTo(204);
      }
    }
  }

  @Test
  void theReplicaWithTheConnectionClosesItAndSendsOnIt() throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(one, "/?connection=" + id)) {
      String target = "/connections/" + id;
      HttpResponse<String> sent =
          send(
              request(two, target + "/messages")
                  .header("Content-Type", "text/plain")
                  .POST(BodyPublishers.ofString("über zwei")));
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
      assertThat(client.read()).hasToString("text \"über zwei\"");
      byte[] large = new byte[64 * 1024];
      assertThat(
              send(request(two, target + "/messages")
                      .header("Content-Type", "application/octet-stream")
                      .POST(BodyPublishers.ofByteArray(large)))
                  .statusCode())
          .isEqualTo(202);
      assertThat(client.readMessage(RawClient.BINARY)).isEqualTo(large);
      assertThat(send(request(two, target + "?code=4003&reason=far").DELETE()).statusCode())
          .isEqualTo(202);
      assertThat(client.read()).hasToString("close 4003 far");
      HttpResponse<String> again = send(request(two, target + "?code=4003").DELETE());
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(again.body()).contains(id);
      client.sendClose(4003, "far");
      client.readEnd();
      await(seen -> seen.path("state").stringValue("").equals("ended"), two, target);
      assertThat(send(request(two, target).DELETE()).statusCode()).isEqualTo(409);
      assertThat(send(request(two, "/connections/none").DELETE()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void attemptsAreCountedTogether() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    String target = "/refuse/503?times=3&key=" + RawClient.newId();
    for (int i = 0; i < 4; i++) {
      try (var client = RawClient.connect(i % 2 == 0 ? one : two)) {
        statuses.add(client.handshake(target).status());
      }
    }
    assertThat(statuses).containsExactly(503, 503, 503, 101);
  }

  @Test
  void aSequenceGoesOnWithAnyReplica() throws Exception {
    String key = RawClient.newId();
    String target = "/sequence/" + key + "?step=/close/1012&step=/refuse/503&step=/";
    List<String> seen = new ArrayList<>();
    var waits =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return get(two, "/sequences/" + key + "?wait=10s&absent=empty");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    waits.get(10, TimeUnit.SECONDS);
    for (int port : List.of(one, two, one)) {
      try (var client = RawClient.connect(port)) {
        Response response = client.handshake(target);
        seen.add(String.valueOf(response.status()));
        if (response.status() == 101 && seen.size() == 1) {
          seen.add(client.read().toString());
        }
      }
    }
    assertThat(seen).containsExactly("101", "close 1012", "503", "101");
    for (int port : List.of(one, two)) {
      await(document -> document.at("/attempts/2/endedAt").isString(), port, "/sequences/" + key);
      JsonNode document = json(port, "/sequences/" + key + "?wait=5s");
      assertThat(document.path("through").booleanValue()).isTrue();
      assertThat(document.path("attempts")).hasSize(3);
      assertThat(document.at("/attempts/1/status").intValue()).isEqualTo(503);
      assertThat(document.at("/attempts/1/connection").stringValue()).isEqualTo(key + ".2");
    }
    try (var client = RawClient.connect(two)) {
      assertThat(client.handshake("/sequence/" + key + "?step=/drop").status()).isEqualTo(409);
    }
    assertThat(send(request(two, "/sequences/" + key).DELETE()).statusCode()).isEqualTo(204);
    assertThat(get(one, "/sequences/" + key).statusCode()).isEqualTo(404);
  }

  @Test
  void listsTheConnectionsOfAllReplicas() throws Exception {
    String open = RawClient.newId();
    String ended = RawClient.newId();
    try (var _ = RawClient.open(one, "/?connection=" + open)) {
      try (var client = RawClient.open(one, "/?connection=" + ended)) {
        client.sendClose(1000, "");
        client.read();
      }
      await(
          seen -> !seen.path("state").stringValue("").equals("open"), two, "/connections/" + ended);
      Map<String, String> listed = new HashMap<>();
      json(two, "/connections")
          .forEach(
              entry ->
                  listed.put(entry.path("id").stringValue(), entry.path("state").stringValue()));
      assertThat(listed).containsEntry(open, "open").containsEntry(ended, "ended");
    }
  }

  @Test
  void everythingWorksThroughABalancer() throws Exception {
    Set<Integer> statuses = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      String id = RawClient.newId();
      try (var client = RawClient.open(balanced, "/?connection=" + id)) {
        echo(client, "hello");
        statuses.add(get(balanced, "/connections/" + id).statusCode());
        statuses.add(get(balanced, "/connections/" + id).statusCode());
        assertThat(
                send(request(balanced, "/connections/" + id + "?code=4004").DELETE()).statusCode())
            .isEqualTo(202);
        assertThat(client.read().closeCode()).isEqualTo(4004);
        client.sendClose(4004, "");
        client.readEnd();
      }
      assertThat(
              json(balanced, "/connections/" + id + "?wait=5s").at("/closing/clean").booleanValue())
          .isTrue();
    }
    assertThat(statuses).containsExactly(200);
  }

  @Test
  @Order(LATE)
  void aServerWithoutAnswerRejectsOnlyWhatNeedsIt() throws Exception {
    String id = RawClient.newId();
    String key = RawClient.newId();
    try (var load = new EchoLoad(one, two);
        var there = RawClient.open(two, "/?connection=" + id)) {
      redis.pause();
      try {
        try (var client = RawClient.connect(one)) {
          long before = System.nanoTime();
          assertThat(client.handshake("/close/4001?connection=alone").status()).isEqualTo(101);
          assertThat(Duration.ofNanos(System.nanoTime() - before))
              .isLessThan(Duration.ofSeconds(1));
          assertThat(client.read().closeCode()).isEqualTo(4001);
          client.sendClose(4001, "");
          client.readEnd();
        }
        JsonNode alone = json(one, "/connections/alone?wait=5s");
        assertThat(alone.path("shared").booleanValue(true)).isFalse();
        assertThat(alone.at("/verdict/passed").booleanValue()).isTrue();
        assertThat(send(request(one, "/connections/alone").header("Accept", "text/html")).body())
            .contains("Only this replica has the transcript");
        try (var client = RawClient.connect(one)) {
          Response response = client.handshake("/sequence/" + key + "?step=/drop");
          assertThat(response.status()).isEqualTo(503);
          assertThat(response.body()).contains("replicas");
        }
        for (String target :
            List.of("/connections/" + id, "/sequences/" + key, "/conformance?agent=any")) {
          HttpResponse<String> response = get(one, target);
          assertThat(response.statusCode()).as(target + response.body()).isEqualTo(503);
          assertThat(response.headers().firstValue("Retry-After")).contains("1");
        }
        assertThat(get(two, "/connections/" + id).statusCode()).isEqualTo(200);
        for (String target : List.of("", "/liveness", "/readiness")) {
          JsonNode health = json(one, "/actuator/health" + target);
          assertThat(health.path("status").stringValue()).as(target).isEqualTo("UP");
        }
        assertThat(json(one, "/actuator/health").at("/components/replicas/status").stringValue())
            .isEqualTo("DEGRADED");
      } finally {
        redis.resume();
      }
      await(
          seen -> seen.path("state").stringValue("").equals("open"),
          () -> json200(one, "/connections/" + id));
      try (var client = RawClient.connect(one)) {
        assertThat(client.handshake("/sequence/" + key + "?step=/drop").status()).isEqualTo(101);
      }
      echo(there, "all the time");
      load.check();
    }
  }

  private interface Look {
    JsonNode look() throws IOException, InterruptedException;
  }

  private static void await(Predicate<JsonNode> condition, Look look)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.test(look.look())) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  /** The document, or what the server says instead. */
  private static JsonNode json200(int port, String target)
      throws IOException, InterruptedException {
    return new JsonMapper().readTree(get(port, target).body());
  }

  @Test
  @Order(LATE + 1)
  void aRedisThatHasForgottenEverythingLearnsTheOpenConnections() throws Exception {
    String id = RawClient.newId();
    try (var load = new EchoLoad(one, two);
        var client = RawClient.open(one, "/?connection=" + id)) {
      redis.kill();
      redis.restart();
      await(
          seen -> seen.path("state").stringValue("").equals("open"),
          () -> json200(two, "/connections/" + id));
      try (var other = RawClient.connect(two)) {
        assertThat(other.handshake("/?connection=" + id).status()).isEqualTo(409);
      }
      client.sendClose(1000, "");
      client.read();
      await(
          seen -> seen.path("state").stringValue("").equals("ended"),
          () -> json200(two, "/connections/" + id));
      load.check();
    }
  }

  @Test
  @Order(LATE + 2)
  void aReplicaThatIsKilledLeavesItsTranscriptsAndFreesItsIds() throws Exception {
    int port = third.port();
    String ended = RawClient.newId();
    String open = RawClient.newId();
    String key = RawClient.newId();
    try (var load = new EchoLoad(one, two);
        var client = RawClient.open(port, "/?connection=" + open)) {
      try (var other = RawClient.open(port, "/close/4001?connection=" + ended)) {
        other.read();
        other.sendClose(4001, "");
        other.readEnd();
      }
      assertThat(json(one, "/connections/" + ended + "?wait=5s").path("state").stringValue())
          .isEqualTo("ended");
      try (var attempt = RawClient.connect(port)) {
        assertThat(attempt.handshake("/sequence/" + key + "?step=/refuse/503&step=/").status())
            .isEqualTo(503);
      }
      echo(client, "before");
      await(seen -> seen.at("/attempts/0/status").isNumber(), one, "/sequences/" + key);
      third.close();
      assertThat(json(one, "/connections/" + ended).at("/verdict/passed").booleanValue()).isTrue();
      try (var attempt = RawClient.connect(one)) {
        assertThat(attempt.handshake("/sequence/" + key + "?step=/refuse/503&step=/").status())
            .isEqualTo(101);
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      int status = 409;
      while (status == 409 && System.nanoTime() < deadline) {
        try (var next = RawClient.connect(two)) {
          status = next.handshake("/?connection=" + open).status();
        }
        Thread.sleep(100);
      }
      assertThat(status).isEqualTo(101);
      load.check();
    }
  }

  @Test
  @Order(LATE + 3)
  void aReplicaThatShutsDownClosesEachConnectionAndLosesNoEcho() throws Exception {
    Map<String, CompletableFuture<Long>> clients = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      String id = RawClient.newId();
      var echoes = new CompletableFuture<Long>();
      clients.put(id, echoes);
      var client = RawClient.open(two, "/?connection=" + id);
      Thread.ofVirtual().start(() -> echoUntilTheServerCloses(client, echoes));
    }
    await(
        seen -> seen.at("/received/messages").intValue() > 1,
        one,
        "/connections/" + clients.keySet().iterator().next());
    ServerProcess process = processes.get(1);
    process.terminate();
    for (var client : clients.entrySet()) {
      long echoes = client.getValue().get(10, TimeUnit.SECONDS);
      assertThat(echoes).isPositive();
      JsonNode transcript = json(one, "/connections/" + client.getKey() + "?wait=5s");
      assertThat(transcript.at("/closing/sent/code").intValue()).isEqualTo(1001);
      assertThat(transcript.at("/sent/messages").longValue()).isEqualTo(echoes);
      assertThat(unanswered(transcript)).as("%s", transcript).isZero();
    }
    assertThat(process.waitForEnd()).isEqualTo(143);
    // nginx goes on with the other one.
    for (int i = 0; i < 4; i++) {
      try (var client = RawClient.open(balanced, "/")) {
        echo(client, "still there");
      }
    }
  }

  /** How many of the last messages that the server received before its close frame have no echo. */
  private static int unanswered(JsonNode transcript) {
    int unanswered = 0;
    for (JsonNode frame : transcript.path("frames")) {
      boolean sent = frame.path("direction").stringValue("").equals("sent");
      String opcode = frame.path("opcode").stringValue("");
      if (sent && opcode.equals("close")) {
        break;
      }
      if (opcode.equals("text")) {
        unanswered = sent ? Math.max(0, unanswered - 1) : unanswered + 1;
      }
    }
    return unanswered;
  }

  private static void echoUntilTheServerCloses(RawClient client, CompletableFuture<Long> echoes) {
    try (client) {
      long count = 0;
      while (true) {
        client.sendText("echo");
        RawClient.Frame frame = client.read();
        if (frame.opcode() == RawClient.CLOSE) {
          assertThat(frame.closeCode()).isEqualTo(1001);
          client.sendClose(1001, "");
          echoes.complete(count);
          return;
        }
        assertThat(frame).hasToString("text \"echo\"");
        count++;
        Thread.sleep(1);
      }
    } catch (IOException | InterruptedException | AssertionError e) {
      echoes.completeExceptionally(e);
    }
  }

  /** Two connections of echoes, one at each replica, which go on all the time. */
  private static final class EchoLoad implements AutoCloseable {

    private final List<CompletableFuture<Integer>> echoes = new ArrayList<>();
    private volatile boolean running = true;

    private EchoLoad(int... ports) {
      for (int port : ports) {
        var count = new CompletableFuture<Integer>();
        echoes.add(count);
        Thread.ofVirtual().start(() -> run(port, count));
      }
    }

    private void run(int port, CompletableFuture<Integer> result) {
      try (var client = RawClient.open(port, "/")) {
        int count = 0;
        while (running) {
          echo(client, "echo " + count);
          count++;
          Thread.sleep(1);
        }
        result.complete(count);
      } catch (IOException | InterruptedException | AssertionError e) {
        result.completeExceptionally(e);
      }
    }

    /** No echo was lost. */
    private void check() throws Exception {
      running = false;
      for (CompletableFuture<Integer> count : echoes) {
        assertThat(count.get(10, TimeUnit.SECONDS)).isPositive();
      }
    }

    @Override
    public void close() {
      running = false;
    }
  }
}
