package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.transcript.Transcript.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds transcripts of this replica and of the others. It may wait for another replica. Any thread
 * but an event loop.
 */
@Component
public final class TranscriptDirectory {

  private final TranscriptStore own;
  private final SharedTranscripts shared;
  private final TranscriptCalls calls;

  TranscriptDirectory(TranscriptStore own, SharedTranscripts shared, TranscriptCalls calls) {
    this.own = own;
    this.shared = shared;
    this.calls = calls;
  }

  /**
   * Finds a transcript.
   *
   * @throws TranscriptException 404 if there is none
   * @throws io.github.websocketecho.replica.ReplicasUnavailableException 503 if this replica has
   *     none, and the others do not answer
   */
  WatchedTranscript get(String id) {
    if (!shared.areOn() || own.isOpen(id)) {
      return new LocalTranscript(own.get(id));
    }
    try {
      TranscriptCalls.Seen seen = calls.seen(id, -1, false, Duration.ZERO);
      return ownAfter(seen.judged().seen().openedAt(), id)
          .orElseGet(() -> new ReplicaTranscript(id, calls, seen));
    } catch (ProblemException e) {
      // This one may not be shared.
      return own.find(id).<WatchedTranscript>map(LocalTranscript::new).orElseThrow(() -> e);
    }
  }

  /** A later transcript with the same id, which is not shared or not yet. */
  private Optional<WatchedTranscript> ownAfter(Instant openedAt, String id) {
    return own.find(id)
        .filter(recorder -> recorder.openedAt().isAfter(openedAt))
        .map(LocalTranscript::new);
  }

  /**
   * What the server has seen of a connection until now; empty if there is no transcript.
   *
   * @throws io.github.websocketecho.replica.ReplicasUnavailableException 503 as {@link #get}
   */
  public Optional<Transcript> find(String id) {
    if (!shared.areOn()) {
      return own.find(id).map(TranscriptRecorder::transcript);
    }
    try {
      return Optional.of(get(id).judged().seen());
    } catch (ProblemException e) {
      if (e.problemCause() != ProblemCause.CONNECTION_UNKNOWN) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Lists all transcripts with their states, those of open connections first.
   *
   * @throws TranscriptException 404 if the list is disabled
   */
  Map<String, State> list() {
    Map<String, State> listed = new LinkedHashMap<>();
    own.list().forEach(recorder -> listed.put(recorder.request().id(), recorder.state()));
    if (shared.areOn()) {
      Map<String, State> all = new LinkedHashMap<>(calls.openConnections());
      listed.forEach(all::putIfAbsent);
      shared.endedConnections().forEach(all::putIfAbsent);
      return all;
    }
    return listed;
  }
}
