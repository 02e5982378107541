package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Judgement.Behavior;
import io.github.websocketecho.conformance.Judgement.ClosingBehavior;
import io.github.websocketecho.conformance.Observation.Close;
import io.github.websocketecho.conformance.Observation.End;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedFormat;
import io.github.websocketecho.replica.SharedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a {@link CaseResult} that replicas share. Immutable; any thread.
 *
 * @param id of the case
 */
record SharedResult(
    String id,
    Seen seen,
    Behavior behavior,
    ClosingBehavior behaviorClose,
    @Nullable Boolean passed,
    SharedMessage result,
    SharedMessage closing,
    SharedMessage verdict) {

  SharedResult {
    Stream.of(id, seen, behavior, behaviorClose, result, closing, verdict)
        .forEach(Objects::requireNonNull);
  }

  /** An {@link Observation}. */
  record Seen(
      Instant started,
      Duration duration,
      List<Done> events,
      int rounds,
      int done,
      boolean doneBesidesPongs,
      boolean rightBytes,
      boolean compressed,
      @Nullable ClosePart server,
      @Nullable ClosePart client,
      boolean validClose,
      boolean serverFirst,
      @Nullable String violation,
      End end,
      List<Logged> log,
      long logOmitted) {

    Seen {
      Stream.of(started, duration, end).forEach(Objects::requireNonNull);
      events = List.copyOf(events);
      log = List.copyOf(log);
    }

    private static Seen of(Observation seen) {
      return new Seen(
          seen.started(),
          seen.duration(),
          seen.events().stream().map(Done::of).toList(),
          seen.rounds(),
          seen.done(),
          seen.doneBesidesPongs(),
          seen.rightBytes(),
          seen.compressed(),
          ClosePart.of(seen.server()),
          ClosePart.of(seen.client()),
          seen.validClose(),
          seen.serverFirst(),
          seen.violation(),
          seen.end(),
          seen.log().stream().map(Logged::of).toList(),
          seen.logOmitted());
    }

    private Observation observation() {
      return new Observation(
          started,
          duration,
          events.stream().map(Done::event).toList(),
          rounds,
          done,
          doneBesidesPongs,
          rightBytes,
          compressed,
          server == null ? null : server.close(),
          client == null ? null : client.close(),
          validClose,
          serverFirst,
          violation,
          end,
          log.stream().map(Logged::entry).toList(),
          logOmitted);
    }
  }

  /** An {@link Event}: one of these. */
  record Done(
      Event.@Nullable Message message, Event.@Nullable Pong pong, Event.@Nullable Timeout timeout) {

    private static Done of(Event event) {
      return switch (event) {
        case Event.Message message -> new Done(message, null, null);
        case Event.Pong pong -> new Done(null, pong, null);
        case Event.Timeout timeout -> new Done(null, null, timeout);
      };
    }

    private Event event() {
      return first(message, pong, timeout);
    }
  }

  /** A {@link WireLog.Entry}: one of these. */
  record Logged(
      WireLog.Entry.@Nullable Frame frame,
      WireLog.Entry.@Nullable Part part,
      WireLog.Entry.@Nullable Note note) {

    private static Logged of(WireLog.Entry entry) {
      return switch (entry) {
        case WireLog.Entry.Frame frame -> new Logged(frame, null, null);
        case WireLog.Entry.Part part -> new Logged(null, part, null);
        case WireLog.Entry.Note note -> new Logged(null, null, note);
      };
    }

    private WireLog.Entry entry() {
      return first(frame, part, note);
    }
  }

  private static <T> T first(@Nullable T one, @Nullable T two, @Nullable T three) {
    return one != null ? one : Objects.requireNonNull(two == null ? three : two);
  }

  /** A close frame. */
  record ClosePart(@Nullable Integer code, String reason) {

    private static @Nullable ClosePart of(@Nullable Close close) {
      return close == null
          ? null
          : new ClosePart(close.code() == null ? null : close.code().value(), close.reason());
    }

    private Close close() {
      return new Close(code == null ? null : new CloseCode(code), reason);
    }
  }

  /**
   * The value that others read.
   *
   * @throws IllegalArgumentException if it is too large
   */
  static byte[] value(CaseResult result) {
    return SharedFormat.deflate(
        new SharedResult(
            result.tested().id(),
            Seen.of(result.seen()),
            result.judgement().behavior(),
            result.judgement().behaviorClose(),
            result.judgement().passed(),
            SharedMessage.of(result.sentences().result()),
            SharedMessage.of(result.sentences().closing()),
            SharedMessage.of(result.sentences().verdict())));
  }

  /** Reads a result; empty if the value is not ours, or this server does not have the case. */
  static Optional<CaseResult> read(byte[] value, CaseCatalogue cases) {
    try {
      SharedResult shared = SharedFormat.read(value, SharedResult.class);
      return cases.find(CaseSet.ALL, shared.id).map(shared::result);
    } catch (ReplicasUnavailableException | IllegalArgumentException | NullPointerException _) {
      return Optional.empty();
    }
  }

  private CaseResult result(SuiteCase tested) {
    return new CaseResult(
        tested,
        seen.observation(),
        new Judgement(behavior, behaviorClose, passed),
        new CaseResult.Sentences(result.message(), closing.message(), verdict.message()));
  }
}
