package io.github.websocketecho.replica;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Calls from one replica to another, and the answers: each replica has a channel of Redis for each
 * of the two. Their number is bounded. Any thread.
 */
final class RedisCalls {

  private static final Logger logger = LoggerFactory.getLogger(RedisCalls.class);

  /** The most calls that wait for their answers, and the most that are served at a time. */
  private static final int MOST = 1024;

  private final String self;
  private final BiFunction<String, byte[], Long> publish;
  private final Map<String, UnaryOperator<byte[]>> services = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(MOST);
  private final AtomicLong number = new AtomicLong();

  /** A call. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Call(long number, String from, String service, byte[] request) {}

  /** An answer; either the answer of the service or a problem. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(long number, byte @Nullable [] answer, @Nullable Problem problem) {}

  /** Why a service has refused. */
  private record Problem(int status, String cause, List<Object> arguments) {}

  /** A service of another replica has refused. */
  private static final class RefusedCallException extends ProblemException {

    @Serial private static final long serialVersionUID = 1;

    private RefusedCallException(Problem problem) {
      super(
          HttpStatus.valueOf(problem.status()),
          ProblemCause.valueOf(problem.cause()),
          SharedMessage.arguments(problem.arguments()).toArray());
    }
  }

  /**
   * @param publish sends a message to a channel; returns the number of its receivers
   */
  RedisCalls(String self, BiFunction<String, byte[], Long> publish) {
    this.self = self;
    this.publish = publish;
  }

  /** The channel of calls to a replica. */
  static String calls(String replica) {
    return "calls:" + replica;
  }

  /** The channel of answers to a replica. */
  static String answers(String replica) {
    return "answers:" + replica;
  }

  void serve(String service, UnaryOperator<byte[]> handler) {
    services.put(service, handler);
  }

  /**
   * Calls a service.
   *
   * @return null if nobody has received the call
   */
  byte @Nullable [] call(String replica, String service, byte[] request, Duration longest) {
    if (waiting.size() >= MOST) {
      throw ReplicasUnavailableException.noAnswer(null);
    }
    long id = number.incrementAndGet();
    var answer = new CompletableFuture<Answer>();
    waiting.put(id, answer);
    try {
      byte[] call = SharedFormat.write(new Call(id, self, service, request));
      if (publish.apply(calls(replica), call) == 0) {
        return null;
      }
      Duration most = longest.plus(SharedState.LONGEST_WAIT);
      return result(answer.get(most.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      throw ReplicasUnavailableException.noAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReplicasUnavailableException.noAnswer(e);
    } finally {
      waiting.remove(id);
    }
  }

  private static byte[] result(Answer answer) {
    if (answer.problem() != null) {
      throw refusal(answer.problem());
    }
    if (answer.answer() == null) {
      throw ReplicasUnavailableException.foreign(null);
    }
    return answer.answer();
  }

  private static ProblemException refusal(Problem problem) {
    try {
      return new RefusedCallException(problem);
    } catch (IllegalArgumentException e) { // A problem of another version.
      return ReplicasUnavailableException.foreign(e);
    }
  }

  /** An answer has arrived. Ignores what is not ours, and what nobody waits for. */
  void answered(byte[] message) {
    try {
      Answer answer = SharedFormat.read(message, Answer.class);
      CompletableFuture<Answer> waits = waiting.get(answer.number());
      if (waits != null) {
        waits.complete(answer);
      }
    } catch (ReplicasUnavailableException e) {
      logger.debug("Discarded an answer", e);
    }
  }

  /** A call has arrived: serves and answers it. */
  void called(byte[] message) {
    try {
      Call call = SharedFormat.read(message, Call.class);
      var _ = publish.apply(answers(call.from()), written(call, served(call)));
    } catch (ReplicasUnavailableException e) {
      logger.debug("Discarded a call, or its answer", e);
    }
  }

  private static byte[] written(Call call, Answer answer) {
    try {
      return SharedFormat.write(answer);
    } catch (IllegalArgumentException e) {
      logger.warn("An answer to another replica is too large: {}", call.service(), e);
      return SharedFormat.write(refused(call, ReplicasUnavailableException.noAnswer(e)));
    }
  }

  private Answer served(Call call) {
    UnaryOperator<byte[]> service = services.get(call.service());
    if (service == null || !places.tryAcquire()) {
      return refused(call, ReplicasUnavailableException.noAnswer(null));
    }
    try {
      return new Answer(call.number(), service.apply(call.request()), null);
    } catch (ProblemException e) {
      return refused(call, e);
    } catch (RuntimeException e) {
      logger.warn("A call of another replica has failed: {}", call.service(), e);
      return refused(call, ReplicasUnavailableException.noAnswer(e));
    } finally {
      places.release();
    }
  }

  private static Answer refused(Call call, ProblemException problem) {
    @Nullable Object @Nullable [] arguments = problem.getDetailMessageArguments();
    return new Answer(
        call.number(),
        null,
        new Problem(
            problem.getStatusCode().value(),
            problem.problemCause().name(),
            arguments == null ? List.of() : SharedMessage.shared(Arrays.asList(arguments))));
  }
}
