package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.replica.SharedFormat;
import io.github.websocketecho.replica.SharedState;
import io.github.websocketecho.transcript.Transcript.State;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * What one replica asks another for: to see, to close or to list its connections, or to send on
 * them. Serves the same calls of others. Any thread but an event loop.
 */
@Component
final class TranscriptCalls {

  private static final String SEE = "see";
  private static final String CLOSE = "close";
  private static final String SEND = "send";
  private static final String LIST = "list";

  /** The longest wait until an accepted connection is on its loop. */
  private static final Duration OPENING = Duration.ofSeconds(1);

  /** The most connections in a list of one replica. */
  private static final int MOST_LISTED = 4000;

  private static final byte[] DONE = SharedFormat.write(true);

  private final SharedState state;
  private final SharedTranscripts transcripts;

  TranscriptCalls(SharedState state, SharedTranscripts transcripts) {
    this.state = state;
    this.transcripts = transcripts;
    state.serve(SEE, request -> see(SharedFormat.read(request, See.class)));
    state.serve(CLOSE, request -> close(SharedFormat.read(request, Close.class)));
    state.serve(SEND, request -> send(SharedFormat.read(request, Send.class)));
    state.serve(LIST, _ -> SharedFormat.write(listed()));
  }

  /**
   * What a replica has seen of a connection.
   *
   * @param version the number of changes
   * @param judged with later changes too, perhaps
   */
  record Seen(long version, boolean ended, JudgedTranscript judged) {}

  /**
   * @param version that the caller has seen
   * @param end whether to wait for the end, and not only for a change
   */
  private record See(String id, long version, boolean end, Duration longest) {}

  private record Close(String id, int code, @Nullable String reason) {}

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Send(String id, boolean text, byte[] message) {}

  private record Listed(Map<String, State> connections) {}

  /** A connection of this replica that another one asks for. */
  private LocalTranscript own(String id) {
    TranscriptRecorder recorder = transcripts.claimed(id);
    if (recorder == null) {
      throw TranscriptException.unknown(id);
    }
    recorder.watch().awaitOpened(OPENING);
    return new LocalTranscript(recorder);
  }

  private byte[] see(See request) {
    LocalTranscript own = own(request.id());
    try {
      if (request.end()) {
        own.awaitEnd(request.longest());
      } else {
        own.awaitChange(request.version(), request.longest());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean ended = own.hasEnded();
    return SharedFormat.deflate(new Seen(own.version(), ended, own.judged()));
  }

  private byte[] close(Close request) {
    own(request.id()).close(new CloseStatus(request.code(), request.reason()));
    return DONE;
  }

  private byte[] send(Send request) {
    own(request.id())
        .send(
            request.text()
                ? new TextMessage(request.message())
                : new BinaryMessage(request.message()));
    return DONE;
  }

  private Listed listed() {
    Map<String, State> listed = new LinkedHashMap<>();
    transcripts
        .openConnections()
        .limit(MOST_LISTED)
        .forEach(recorder -> listed.put(recorder.request().id(), recorder.state()));
    return new Listed(listed);
  }

  /**
   * What the replica that has a connection sees of it, or what it has left of it.
   *
   * @param version that was seen before; -1 to see it at once
   * @param end whether to wait for the end, and not only for a change
   * @param longest the longest wait
   * @throws TranscriptException 404 if there is no such connection
   */
  Seen seen(String id, long version, boolean end, Duration longest) {
    byte[] request = SharedFormat.write(new See(id, version, end, longest));
    return ofReplica(
        id,
        connection ->
            connection.ended() == null
                ? SharedFormat.read(call(id, connection, SEE, request, longest), Seen.class)
                : new Seen(connection.version(), true, connection.ended()));
  }

  /**
   * Closes a connection of another replica.
   *
   * @throws ProblemException the problem of the other replica; 404 if there is no connection
   */
  void close(String id, CloseStatus status) {
    control(id, CLOSE, SharedFormat.write(new Close(id, status.getCode(), status.getReason())));
  }

  /**
   * Sends a message on a connection of another replica.
   *
   * @throws ProblemException the problem of the other replica; 404 if there is no connection
   */
  void send(String id, WebSocketMessage<?> message) {
    byte[] bytes =
        message instanceof TextMessage text
            ? text.asBytes()
            : ((BinaryMessage) message).getPayload().array();
    control(id, SEND, SharedFormat.write(new Send(id, message instanceof TextMessage, bytes)));
  }

  private void control(String id, String service, byte[] request) {
    var _ =
        ofReplica(
            id,
            connection -> {
              if (!connection.isOpen()) {
                throw ConnectionControlException.notOpen(id);
              }
              return call(id, connection, service, request, Duration.ZERO);
            });
  }

  /** Asks again if the replica has shared the transcript meanwhile, and so forgotten it. */
  private <T> T ofReplica(String id, Function<SharedConnection, T> action) {
    try {
      return action.apply(found(id));
    } catch (ProblemException e) {
      if (e.problemCause() != ProblemCause.CONNECTION_UNKNOWN) {
        throw e;
      }
      return action.apply(found(id));
    }
  }

  private SharedConnection found(String id) {
    return transcripts.find(id).orElseThrow(() -> TranscriptException.unknown(id));
  }

  /** Calls a service of the replica that has a connection. */
  private byte[] call(
      String id, SharedConnection connection, String service, byte[] request, Duration longest) {
    byte @Nullable [] answer =
        state.call(connection.replica(), service, request, longest.plus(OPENING));
    if (answer == null) {
      throw TranscriptException.unknown(id);
    }
    return answer;
  }

  /** The connections of all replicas that run; open ones, or those whose transcripts are new. */
  Map<String, State> openConnections() {
    Map<String, State> open = new LinkedHashMap<>();
    for (String replica : state.replicas()) {
      byte @Nullable [] answer = state.call(replica, LIST, new byte[0], Duration.ZERO);
      if (answer != null) {
        open.putAll(SharedFormat.read(answer, Listed.class).connections());
      }
    }
    return open;
  }
}
