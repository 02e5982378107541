package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.Control;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedFormat;
import io.github.websocketecho.replica.SharedHub;
import io.github.websocketecho.scenario.EgressLimiter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import io.github.websocketecho.support.Settings;
import io.github.websocketecho.transcript.Transcript.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Two replicas with the same transcripts. */
@Timeout(60)
class SharedTranscriptsTests {

  private static final Duration AGE = Duration.ofHours(1);
  private static final byte[] FOREIGN = {1, 2, 3};

  private final SharedHub hub = new SharedHub();
  private final Server a = new Server("a");
  private final Server b = new Server("b");

  /** A replica. */
  private final class Server {

    private final SharedHub.Replica replica;
    private final SharedTranscripts shared;
    private final InMemoryTranscriptStore store;
    private final TranscriptDirectory directory;

    private Server(String id) {
      replica = hub.replica(id);
      var settings =
          Settings.of(
              List.of(
                  "transcripts.count=3",
                  "transcripts.age=1h",
                  "transcripts.open=1000",
                  "transcripts.list=true"));
      shared = new SharedTranscripts(replica, settings);
      store = new InMemoryTranscriptStore(settings, shared);
      directory = new TranscriptDirectory(store, shared, new TranscriptCalls(replica, shared));
    }

    private TranscriptRecorder open(String id) {
      TranscriptRecorder recorder = store.open(request(id, null));
      recorder.opened(RecorderFixture.ACCEPTED, true, RecorderFixture.CONTROL);
      return recorder;
    }

    private boolean finds(String id) {
      return directory.find(id).isPresent();
    }
  }

  /** Classes are loaded at the first use, which may take longer than the longest wait. */
  @BeforeAll
  static void use() {
    SharedConnection value = SharedConnection.open("a", 1);
    assertThat(SharedFormat.read(SharedFormat.write(value), SharedConnection.class))
        .isEqualTo(value);
  }

  @AfterEach
  void end() {
    hub.available(true);
    hub.beforeUse(() -> {});
    a.shared.destroy();
    b.shared.destroy();
  }

  private static OpeningRequest request(String id, @Nullable VerdictRule rule) {
    return new OpeningRequest(
        id, rule == null ? null : "close", rule, "/", "127.0.0.1:5", "HTTP/1.1", Map.of(), null);
  }

  private static void until(BooleanSupplier condition) {
    for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
      sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until an ended transcript of this recorder is what replicas share. */
  private void untilWritten(TranscriptRecorder recorder) {
    until(
        () ->
            b.shared
                .find(recorder.request().id())
                .map(SharedConnection::ended)
                .filter(ended -> ended.seen().openedAt().equals(recorder.openedAt()))
                .isPresent());
  }

  private static void assertInUse(Server server, String id) {
    assertThatExceptionOfType(TranscriptException.class)
        .isThrownBy(() -> server.open(id))
        .satisfies(
            refused ->
                assertThat(refused.problemCause()).isEqualTo(ProblemCause.CONNECTION_IN_USE));
  }

  private static @Nullable Boolean shared(TranscriptRecorder recorder) {
    return recorder.transcript().shared();
  }

  // Claims

  @Test
  void idOfAnOpenConnectionIsInUseOnAllReplicas() {
    TranscriptRecorder open = a.open("x");
    assertThat(shared(open)).isTrue();
    for (int i = 0; i < 1_000; i++) { // It uses no place.
      assertInUse(b, "x");
    }
    assertThat(b.store.isOpen("x")).isFalse();
    open.ended(TcpEnd.FIN);
    untilWritten(open);
    assertThat(shared(b.open("x"))).isTrue();
    assertInUse(a, "x");
  }

  @Test
  void idOfADeadReplicaIsFree() {
    a.open("x");
    a.replica.kill();
    assertThat(shared(b.open("x"))).isTrue();
    assertThat(b.directory.list()).isEqualTo(Map.of("x", State.OPEN));
  }

  /** Although its transcript is not written yet. */
  @Test
  void idIsFreeAtOnceOnItsReplica() {
    TranscriptRecorder first = a.open("x");
    hub.beforeUse(SharedTranscriptsTests::slowWriter);
    first.ended(TcpEnd.FIN);
    TranscriptRecorder second = a.open("x");
    hub.beforeUse(() -> {});
    assertThat(shared(second)).isTrue();
    until(() -> Boolean.FALSE.equals(shared(first))); // Its transcript must not replace the next.
    assertInUse(b, "x");
    second.ended(TcpEnd.RESET);
    untilWritten(second);
    assertThat(a.shared.claimed("x")).isNull();
  }

  private static void slowWriter() {
    if (Thread.currentThread().getName().equals("shared-transcripts")) {
      sleep(100);
    }
  }

  @Test
  void connectionStaysOnItsReplicaIfThereIsNoAnswer() {
    hub.available(false);
    TranscriptRecorder open = a.open("x");
    assertThat(shared(open)).isFalse();
    assertThat(a.finds("x")).isTrue();
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> b.directory.get("x"));
    hub.available(true);
    assertThat(b.finds("x")).isFalse();
    open.ended(TcpEnd.FIN);
    assertThat(a.finds("x")).isTrue();
    assertThat(b.finds("x")).isFalse();
    assertThat(hub.keys()).isEmpty();
  }

  @Test
  void claimThatSucceedsTooLateIsReleased() {
    hub.beforeUse(() -> sleep(300));
    TranscriptRecorder open = a.open("x");
    assertThat(shared(open)).isFalse();
    hub.beforeUse(() -> {});
    until(() -> hub.age("connection:x") != null && hub.keys().isEmpty());
    assertThat(shared(b.open("x"))).isTrue();
  }

  /** A rejected client may try again before its TCP ends. */
  @Test
  void claimOfAConnectionThatHasGivenWayIsNotKept() {
    TranscriptRecorder rejected = a.store.open(request("x", null));
    rejected.answered(RecorderFixture.ACCEPTED.withStatus("401 Unauthorized"));
    hub.available(false);
    TranscriptRecorder next = a.open("x");
    hub.available(true);
    rejected.ended(TcpEnd.FIN);
    next.ended(TcpEnd.FIN);
    assertThat(a.shared.openConnections()).isEmpty();
  }

  @Test
  void laterClaimOfAnIdCounts() throws Exception {
    TranscriptRecorder first = new TranscriptRecorder(request("x", null), budget(), _ -> {});
    TranscriptRecorder second = new TranscriptRecorder(request("x", null), budget(), _ -> {});
    var delayed = new AtomicBoolean();
    hub.beforeUse(
        () -> {
          if (delayed.compareAndSet(false, true)) {
            sleep(100);
          }
        });
    Thread thread = Thread.ofVirtual().start(() -> a.shared.claim(first));
    until(delayed::get);
    assertThat(a.shared.claim(second)).isTrue();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(a.shared.claimed("x")).isSameAs(second);
  }

  private static Budget budget() {
    return new Budget(1 << 20);
  }

  @Test
  void failedClaimUsesNoPlace() {
    hub.beforeUse(
        () -> {
          throw new IllegalArgumentException();
        });
    for (int i = 0; i < 1_001; i++) {
      assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> a.open("x"));
    }
    hub.beforeUse(() -> {});
    assertThat(shared(a.open("x"))).isTrue();
  }

  @Test
  void claimsAreRestoredAfterEverythingWasForgotten() {
    TranscriptRecorder open = a.open("x");
    hub.forget();
    a.replica.maintain();
    assertInUse(b, "x");
    assertThat(shared(open)).isTrue();
    hub.forget();
    open.ended(TcpEnd.FIN);
    untilWritten(open);
  }

  @Test
  void idThatAnotherReplicaHasTakenMeanwhileIsNotShared() {
    TranscriptRecorder open = a.open("x");
    hub.forget();
    TranscriptRecorder other = b.open("x");
    a.replica.maintain();
    assertThat(shared(open)).isFalse();
    assertThat(shared(other)).isTrue();
    open.ended(TcpEnd.FIN);
    assertThat(b.directory.get("x").hasEnded()).isFalse();
    other.ended(TcpEnd.RESET);
    untilWritten(other);
  }

  /** Even if its replica has not noticed that. */
  @Test
  void transcriptDoesNotReplaceAClaimOfAnotherReplica() {
    TranscriptRecorder open = a.open("x");
    hub.forget();
    TranscriptRecorder other = b.open("x");
    open.ended(TcpEnd.FIN);
    until(() -> Boolean.FALSE.equals(shared(open)));
    assertInUse(a, "x");
    assertThat(shared(other)).isTrue();
  }

  /** The transcript is written while the claims get their age. */
  @Test
  void refreshedClaimDoesNotShortenTheAgeOfATranscript() {
    TranscriptRecorder open = a.open("x");
    var first = new AtomicBoolean(true);
    hub.beforeUse(
        () -> {
          if (first.compareAndSet(true, false)) {
            open.ended(TcpEnd.FIN);
            sleep(300);
          }
        });
    a.replica.maintain();
    untilWritten(open);
    until(() -> a.shared.claimed("x") == null);
    assertThat(hub.age("connection:x")).isEqualTo(AGE);
  }

  /** Although its claim is not there any more. */
  @Test
  void transcriptStaysSharedIfClaimsAreRefreshedWhileItIsWritten() {
    TranscriptRecorder open = a.open("x");
    var refreshed = new AtomicBoolean();
    hub.beforeUse(
        () -> {
          if (AGE.equals(hub.age("connection:x")) && refreshed.compareAndSet(false, true)) {
            a.replica.maintain();
          }
        });
    open.ended(TcpEnd.FIN);
    until(refreshed::get);
    until(() -> a.shared.claimed("x") == null);
    assertThat(shared(open)).isTrue();
    assertThat(hub.age("connection:x")).isEqualTo(AGE);
  }

  @Test
  void otherValueOfAnIdIsNotKept() {
    TranscriptRecorder open = a.open("x");
    hub.forget();
    TranscriptRecorder other = b.open("x");
    other.ended(TcpEnd.FIN);
    untilWritten(other);
    a.replica.maintain();
    assertThat(hub.age("connection:x")).isEqualTo(AGE);
    TranscriptRecorder foreign = a.open("y");
    hub.put("connection:y", FOREIGN);
    a.replica.maintain();
    assertThat(shared(open)).isFalse();
    assertThat(shared(foreign)).isFalse();
  }

  // Transcripts

  /** With a remark, and with messages as arguments. */
  @Test
  void endedTranscriptIsTheSameEverywhere() {
    VerdictRule rule = rule("close");
    TranscriptRecorder recorder = a.store.open(request("x", rule));
    recorder.opened(RecorderFixture.ACCEPTED, true, RecorderFixture.CONTROL);
    recorder.received(true, 0, Opcode.TEXT, 5, RecorderFixture.utf8("é\ud83d\ude00"));
    recorder.closing(Cause.SCENARIO, "The server closed.");
    recorder.sent(true, 0, Opcode.CLOSE, RecorderFixture.hex("0fa1627965"));
    recorder.received(true, 0, Opcode.CLOSE, 2, RecorderFixture.hex("03e8"));
    recorder.ended(TcpEnd.BY_US);
    untilWritten(recorder);
    WatchedTranscript there = b.directory.get("x");
    assertThat(there.hasEnded()).isTrue();
    assertThat(there.version()).isEqualTo(recorder.watch().version());
    for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      TranscriptDocument here = document(new LocalTranscript(recorder), locale);
      assertThat(document(there, locale)).isEqualTo(here);
      assertThat(document(a.directory.get("x"), locale)).isEqualTo(here);
    }
    var verdict = requireNonNull(document(there, Locale.ENGLISH).verdict());
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.observed()).isEqualTo("The client answered with the code 1000.");
    assertThat(verdict.remark())
        .startsWith("The server closed with the code 4001 and the client with the code 1000.");
    assertThat(requireNonNull(document(there, Locale.CHINESE).verdict()).remark())
        .contains("关闭码为 4001");
    assertThat(hub.age("connection:x")).isEqualTo(AGE);
  }

  private static TranscriptDocument document(WatchedTranscript transcript, Locale locale) {
    var messages = new ResourceBundleMessageSource();
    messages.setDefaultEncoding(UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    messages.setBasenames("messages/catalogue", "messages/scenarios");
    return new TranscriptRenderer(messages).render(transcript.judged(), locale);
  }

  private static VerdictRule rule(String scenario) {
    var catalogue =
        new ScenarioCatalogue(
            new AbstractWebSocketHandler() {},
            new EgressLimiter(DataSize.ofBytes(0)),
            Stream.empty());
    return catalogue.scenarios().stream()
        .filter(candidate -> candidate.id().equals(scenario))
        .map(Scenario::rule)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void waitsEndWithTheConnectionOfTheOtherReplica() throws Exception {
    TranscriptRecorder open = a.open("x");
    WatchedTranscript there = b.directory.get("x");
    long version = there.version();
    assertThat(there.hasEnded()).isFalse();
    there.awaitChange(version, Duration.ofMillis(1));
    assertThat(there.version()).isEqualTo(version);
    later(() -> open.received(true, 0, Opcode.TEXT, 1, RecorderFixture.utf8("x")));
    there.awaitChange(version, Duration.ofSeconds(30));
    assertThat(there.judged().seen().received().messages()).isOne();
    later(() -> open.ended(TcpEnd.FIN));
    there.awaitEnd(Duration.ofSeconds(30));
    assertThat(there.hasEnded()).isTrue();
    assertThat(there.judged().seen().closing().tcpEnd()).isEqualTo(TcpEnd.FIN);
  }

  private static void later(Runnable action) {
    Thread.ofVirtual()
        .start(
            () -> {
              sleep(50);
              action.run();
            });
  }

  /** Before its replica is asked. */
  @Test
  void transcriptIsFoundAlthoughItIsWrittenMeanwhile() {
    TranscriptRecorder open = a.open("x");
    Thread reader = Thread.currentThread();
    var uses = new AtomicInteger();
    hub.beforeUse(
        () -> {
          if (Thread.currentThread().equals(reader) && uses.incrementAndGet() == 2) {
            open.ended(TcpEnd.FIN);
            until(() -> a.shared.claimed("x") == null);
          }
        });
    assertThat(b.directory.get("x").hasEnded()).isTrue();
  }

  @Test
  void rejectedHandshakeIsShared() {
    a.store.refused(request("x", null), 403, Map.of("X", "y"));
    until(() -> b.finds("x"));
    Transcript seen = b.directory.find("x").orElseThrow();
    assertThat(seen.state()).isEqualTo(State.REFUSED);
    assertThat(seen.shared()).isTrue();
    assertThat(seen.handshake().responseHeaders()).isEqualTo(Map.of("X", "y"));
    hub.available(false);
    a.store.refused(request("y", null), 403, Map.of());
    assertThat(a.store.find("y").orElseThrow().transcript().shared()).isFalse();
    hub.available(true);
    assertThat(a.finds("y")).isTrue();
    assertThat(b.finds("y")).isFalse();
  }

  @Test
  void rejectedHandshakeDoesNotReplaceAnOpenConnection() {
    TranscriptRecorder open = b.open("x");
    a.store.refused(request("x", null), 403, Map.of());
    until(() -> Boolean.FALSE.equals(shared(a.store.find("x").orElseThrow())));
    assertInUse(a, "x");
    assertThat(shared(open)).isTrue();
  }

  /** It may wait for a long time. */
  @Test
  void rejectedHandshakeDoesNotReplaceALaterTranscript() {
    TranscriptRecorder first = a.open("x");
    first.ended(TcpEnd.FIN);
    untilWritten(first);
    var waiting = new CountDownLatch(1);
    hub.beforeUse(
        () -> {
          if (Thread.currentThread().getName().equals("shared-transcripts")
              && waiting.getCount() > 0) {
            waiting.countDown();
            sleep(300);
          }
        });
    b.store.refused(request("x", null), 403, Map.of());
    until(() -> waiting.getCount() == 0);
    TranscriptRecorder refused = b.store.find("x").orElseThrow();
    sleep(2);
    TranscriptRecorder later = a.open("x");
    later.ended(TcpEnd.RESET);
    untilWritten(later);
    until(() -> Boolean.FALSE.equals(shared(refused)));
    untilWritten(later);
  }

  /** Of an id that was shared before. */
  @Test
  void laterTranscriptOfThisReplicaIsFoundAlthoughItIsNotShared() {
    TranscriptRecorder first = a.open("x");
    first.ended(TcpEnd.FIN);
    untilWritten(first);
    hub.available(false);
    sleep(2);
    a.open("x").ended(TcpEnd.RESET);
    hub.available(true);
    assertThat(a.directory.find("x").orElseThrow().closing().tcpEnd()).isEqualTo(TcpEnd.RESET);
    assertThat(b.directory.find("x").orElseThrow().closing().tcpEnd()).isEqualTo(TcpEnd.FIN);
  }

  @Test
  void transcriptsWaitUntilThereIsAnAnswer() {
    TranscriptRecorder open = a.open("x");
    hub.available(false);
    open.ended(TcpEnd.FIN);
    assertThat(a.finds("x")).isTrue();
    sleep(50);
    hub.available(true);
    untilWritten(open);
  }

  @Test
  void lastTranscriptsAreSharedAtTheEnd() {
    for (int i = 0; i < 100; i++) {
      a.open("x" + i).ended(TcpEnd.FIN);
    }
    a.replica.end();
    for (int i = 0; i < 100; i++) {
      assertThat(b.shared.find("x" + i).orElseThrow().isOpen()).isFalse();
    }
  }

  @Test
  void nothingIsSharedAfterTheEnd() {
    TranscriptRecorder open = a.open("x");
    var tried = new AtomicBoolean();
    hub.beforeUse(() -> tried.set(true));
    hub.available(false);
    open.ended(TcpEnd.FIN);
    until(tried::get);
    sleep(100);
    a.shared.destroy();
    hub.available(true);
    sleep(700);
    assertThat(b.shared.find("x").orElseThrow().isOpen()).isTrue();
  }

  /** Without an answer, they would need more memory than there is. */
  @Test
  void memoryOfWaitingTranscriptsIsBounded() {
    List<TranscriptRecorder> all = new ArrayList<>();
    String address = "/" + "x".repeat(8_000);
    for (int i = 0; i < 900; i++) {
      all.add(
          a.store.open(
              new OpeningRequest(
                  "x" + i, null, null, address, "127.0.0.1:5", "HTTP/1.1", headers(), null)));
    }
    hub.available(false);
    all.forEach(recorder -> recorder.ended(TcpEnd.FIN));
    long waiting = all.stream().filter(SharedTranscriptsTests::isShared).count();
    assertThat(waiting).isBetween(1L, 899L);
    int memory =
        all.stream()
            .filter(SharedTranscriptsTests::isShared)
            .mapToInt(TranscriptRecorder::weight)
            .sum();
    assertThat(memory).isBetween(15 << 20, 16 << 20);
    assertThat(a.shared.openConnections()).hasSize((int) waiting);
    hub.available(true);
    until(() -> a.shared.openConnections().findAny().isEmpty());
    for (int i = 0; i < 10; i++) { // All memory is free again.
      List<TranscriptRecorder> again = all.subList(0, 100);
      again.replaceAll(recorder -> a.store.open(recorder.request()));
      again.forEach(recorder -> recorder.ended(TcpEnd.FIN));
      until(() -> a.shared.openConnections().findAny().isEmpty());
      assertThat(again).allMatch(SharedTranscriptsTests::isShared);
    }
  }

  private static boolean isShared(TranscriptRecorder recorder) {
    return Boolean.TRUE.equals(shared(recorder));
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      headers.put("X-" + i, "x".repeat(1_000));
    }
    return headers;
  }

  // Limits

  @Test
  void oldestTranscriptsOfAllReplicasAreDiscarded() {
    for (int i = 0; i < 5; i++) {
      TranscriptRecorder recorder = (i % 2 == 0 ? a : b).open("x" + i);
      recorder.ended(TcpEnd.FIN);
      untilWritten(recorder);
      untilListed(recorder);
    }
    a.replica.maintain();
    assertThat(hub.keys()).containsExactly("connection:x2", "connection:x3", "connection:x4");
    assertThat(b.shared.endedConnections().keySet()).containsExactly("x4", "x3", "x2");
  }

  private void untilListed(TranscriptRecorder recorder) {
    until(() -> b.shared.endedConnections().containsKey(recorder.request().id()));
  }

  @Test
  void idThatIsOpenAgainIsNotDiscarded() {
    for (int i = 0; i < 5; i++) {
      TranscriptRecorder recorder = a.open("x" + i);
      recorder.ended(TcpEnd.FIN);
      untilListed(recorder);
    }
    TranscriptRecorder again = b.open("x0");
    a.replica.maintain();
    assertThat(hub.keys())
        .containsExactly("connection:x0", "connection:x2", "connection:x3", "connection:x4");
    assertInUse(a, "x0");
    again.ended(TcpEnd.FIN);
    untilWritten(again);
  }

  // Foreign values

  @Test
  void foreignValueIsRefusedForItsIdOnly() {
    hub.put("connection:x", FOREIGN);
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> b.directory.get("x"))
        .satisfies(
            refused -> {
              assertThat(refused.getStatusCode().value()).isEqualTo(503);
              assertThat(refused.problemCause()).isEqualTo(ProblemCause.REPLICAS_FOREIGN_VALUE);
            });
    assertThat(shared(a.open("x"))).isFalse();
    TranscriptRecorder other = a.open("y");
    other.ended(TcpEnd.FIN);
    untilWritten(other);
    assertThat(a.finds("x")).isTrue();
    assertThat(b.directory.list()).isEqualTo(Map.of("y", State.ENDED));
  }

  @Test
  void transcriptThatCannotReplaceAForeignValueIsNotShared() {
    TranscriptRecorder open = a.open("x");
    hub.put("connection:x", FOREIGN);
    open.ended(TcpEnd.FIN);
    until(() -> Boolean.FALSE.equals(shared(open)));
    b.store.refused(request("x", null), 403, Map.of());
    until(() -> Boolean.FALSE.equals(shared(b.store.find("x").orElseThrow())));
    assertThat(a.finds("x")).isTrue();
  }

  @Test
  void foreignValueDoesNotKeepOthersFromBeingDiscarded() {
    for (int i = 0; i < 6; i++) {
      TranscriptRecorder recorder = a.open("x" + i);
      recorder.ended(TcpEnd.FIN);
      untilListed(recorder);
    }
    for (int i = 0; i < 2; i++) {
      hub.put("connection:x" + i, FOREIGN);
    }
    a.replica.maintain();
    assertThat(hub.keys()).contains("connection:x5").doesNotContain("connection:x2");
  }

  // Lists and control

  @Test
  void listIsThatOfAllReplicas() {
    a.open("open");
    TranscriptRecorder closing = b.open("closing");
    closing.closing(Cause.ASKED, "The client closed.");
    TranscriptRecorder ended = b.open("ended");
    ended.ended(TcpEnd.FIN);
    untilListed(ended);
    a.store.refused(request("refused", null), 400, Map.of());
    until(() -> b.shared.endedConnections().containsKey("refused"));
    hub.available(false);
    a.open("here");
    hub.available(true);
    Map<String, State> common =
        Map.of(
            "open", State.OPEN,
            "closing", State.CLOSING,
            "ended", State.ENDED,
            "refused", State.REFUSED);
    assertThat(b.directory.list()).isEqualTo(common);
    assertThat(a.directory.list()).containsAllEntriesOf(common).containsEntry("here", State.OPEN);
    a.replica.kill();
    assertThat(b.directory.list()).doesNotContainKey("open").containsKey("ended");
    hub.available(false);
    assertThatExceptionOfType(ReplicasUnavailableException.class).isThrownBy(b.directory::list);
  }

  /** Only the last state of an id. */
  @Test
  void listHasEachIdOnce() {
    TranscriptRecorder ended = a.open("x");
    ended.ended(TcpEnd.FIN);
    untilListed(ended);
    b.store.refused(request("x", null), 400, Map.of());
    until(() -> b.shared.endedConnections().equals(Map.of("x", State.REFUSED)));
    assertThat(b.replica.ranked("connections", 10)).containsExactly("x refused");
  }

  @Test
  void connectionIsControlledFromTheOtherReplica() throws Exception {
    TranscriptRecorder recorder = a.store.open(request("x", null));
    List<WebSocketMessage<?>> sent = new ArrayList<>();
    List<CloseStatus> closed = new ArrayList<>();
    recorder.opened(
        RecorderFixture.ACCEPTED,
        true,
        new Control() {
          @Override
          public void send(WebSocketMessage<?> message) throws IOException {
            if (sent.size() == 2) {
              throw new IOException();
            }
            sent.add(message);
          }

          @Override
          public void close(CloseStatus status) {
            closed.add(status);
          }
        });
    WatchedTranscript there = b.directory.get("x");
    there.send(new TextMessage("é"));
    there.send(new BinaryMessage(FOREIGN));
    there.close(new CloseStatus(4001, "bye"));
    assertThat(sent).containsExactly(new TextMessage("é"), new BinaryMessage(FOREIGN));
    assertThat(closed).containsExactly(new CloseStatus(4001, "bye"));
    assertProblem(there, ProblemCause.CONNECTION_PEER_IS_SLOW);
    recorder.closing(Cause.ASKED, "The client closed.");
    assertProblem(there, ProblemCause.CONNECTION_NOT_OPEN);
    recorder.ended(TcpEnd.FIN);
    untilWritten(recorder);
    until(() -> a.shared.claimed("x") == null);
    assertProblem(there, ProblemCause.CONNECTION_NOT_OPEN);
    hub.forget();
    assertProblem(there, ProblemCause.CONNECTION_UNKNOWN);
  }

  private static void assertProblem(WatchedTranscript transcript, ProblemCause cause) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> transcript.send(new TextMessage("x")))
        .satisfies(refused -> assertThat(refused.problemCause()).isEqualTo(cause));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectionOfADeadReplicaIsUnknown(boolean closes) {
    a.open("x");
    WatchedTranscript there = b.directory.get("x");
    a.replica.kill();
    assertThat(b.finds("x")).isFalse();
    assertThatExceptionOfType(TranscriptException.class)
        .isThrownBy(
            () -> {
              if (closes) {
                there.close(CloseStatus.NORMAL);
              } else {
                there.awaitEnd(Duration.ofSeconds(30));
              }
            })
        .satisfies(
            refused ->
                assertThat(refused.problemCause()).isEqualTo(ProblemCause.CONNECTION_UNKNOWN));
  }

  @Test
  void claimIsInTheFormOfReplicas() {
    a.open("x");
    SharedConnection claim =
        SharedFormat.read(requireNonNull(b.replica.get("connection:x")), SharedConnection.class);
    assertThat(claim).isEqualTo(SharedConnection.open("a", 1));
  }
}
