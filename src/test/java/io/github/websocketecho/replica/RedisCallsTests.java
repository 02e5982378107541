package io.github.websocketecho.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.http.HttpStatus;

/** Two replicas with channels in memory. */
@Timeout(60)
class RedisCallsTests {

  private static final byte[] REQUEST = "x".getBytes(UTF_8);

  private final Map<String, Consumer<byte[]>> channels = new ConcurrentHashMap<>();
  private final RedisCalls a = new RedisCalls("a", this::publish);
  private final RedisCalls b = new RedisCalls("b", this::publish);

  private static final class Refused extends ProblemException {

    @Serial private static final long serialVersionUID = 1;

    private Refused() {
      super(
          HttpStatus.CONFLICT,
          ProblemCause.CONNECTION_NOT_OPEN,
          "x",
          new DefaultMessageSourceResolvable("code"));
    }
  }

  RedisCallsTests() {
    channels.put(RedisCalls.answers("a"), a::answered);
    channels.put(RedisCalls.calls("b"), b::called);
  }

  private long publish(String channel, byte[] message) {
    Consumer<byte[]> receiver = channels.get(channel);
    if (receiver != null) {
      Thread.ofVirtual().start(() -> receiver.accept(message));
    }
    return receiver == null ? 0 : 1;
  }

  private byte @Nullable [] call(String service) {
    return a.call("b", service, REQUEST, Duration.ZERO);
  }

  @Test
  void callIsAnswered() {
    b.serve("echo", request -> request);
    assertThat(call("echo")).isEqualTo(REQUEST);
    assertThat(a.call("c", "echo", REQUEST, Duration.ZERO)).isNull();
  }

  @Test
  void problemIsThatOfTheOtherReplica() {
    b.serve(
        "refuse",
        _ -> {
          throw new Refused();
        });
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> call("refuse"))
        .satisfies(
            refused -> {
              assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
              assertThat(refused.problemCause()).isEqualTo(ProblemCause.CONNECTION_NOT_OPEN);
              Object[] arguments = requireNonNull(refused.getDetailMessageArguments());
              assertThat(arguments).hasSize(2).startsWith("x");
              assertThat(arguments[1])
                  .isInstanceOfSatisfying(
                      MessageSourceResolvable.class,
                      message -> assertThat(message.getCodes()).containsExactly("code"));
            });
  }

  @Test
  void failureIsAProblem() {
    b.serve(
        "fail",
        _ -> {
          throw new IllegalStateException();
        });
    b.serve("large", _ -> new byte[SharedFormat.LARGEST]);
    for (String service : new String[] {"fail", "large", "unknown"}) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> call(service))
          .satisfies(
              refused ->
                  assertThat(refused.problemCause()).isEqualTo(ProblemCause.REPLICAS_NO_ANSWER));
    }
  }

  /** A later version may have problems that this one does not know. */
  @Test
  void unknownProblemIsAForeignValue() {
    channels.put(
        RedisCalls.calls("b"),
        _ ->
            a.answered(
                SharedFormat.write(
                    Map.of(
                        "number",
                        1,
                        "problem",
                        Map.of("status", 409, "cause", "NEW", "arguments", new Object[0])))));
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> call("x"))
        .matches(refused -> refused.problemCause() == ProblemCause.REPLICAS_FOREIGN_VALUE);
  }

  @Test
  void foreignMessagesAreIgnored() {
    a.answered(REQUEST);
    b.called(REQUEST);
    b.serve("echo", request -> request);
    assertThat(call("echo")).isEqualTo(REQUEST);
  }

  @Test
  void callWithoutAnAnswerEnds() {
    channels.put(RedisCalls.calls("b"), _ -> {});
    assertThatExceptionOfType(ReplicasUnavailableException.class)
        .isThrownBy(() -> call("x"))
        .matches(ReplicasUnavailableException::isTemporary);
  }
}
