package io.github.websocketecho.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.websocketecho.engine.ConnectionObserver;
import io.github.websocketecho.engine.EndedConnection;
import io.github.websocketecho.testing.Transcript.CloseFrame;
import io.github.websocketecho.testing.Transcript.Direction;
import io.github.websocketecho.testing.Transcript.Outcome;
import io.github.websocketecho.testing.Transcript.Side;
import io.github.websocketecho.testing.Transcript.State;
import io.github.websocketecho.testing.Transcript.TcpEnd;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The typed transcript, beside the one of the server. */
class TranscriptReaderTests {

  private static final String JSON =
      """
      {
        "id": "t2", "scenario": "close", "address": "/close/4001?reason=bye", "state": "ended",
        "remoteAddress": "127.0.0.1:38770", "httpVersion": "HTTP/1.1",
        "openedAt": "2026-11-22T03:57:20.565Z", "durationMillis": 16.295,
        "tls": {
          "serverName": null, "certificate": "expired", "offeredVersions": ["TLSv1.3"],
          "version": "TLSv1.3", "cipher": null, "clientCertificate": null, "established": true,
          "requested": false, "receivedAlert": "certificate_expired", "sentAlert": null
        },
        "handshake": {
          "status": 101, "requestHeaders": {"host": "localhost"}, "responseHeaders": {},
          "subprotocol": null, "extensions": ["permessage-deflate"]
        },
        "received": {
          "messages": 1, "bytes": 2, "frames": 3, "pings": 4, "pongs": 5, "bytesAfterClose": 6
        },
        "sent": {"messages": 7, "bytes": 8, "frames": 9, "pings": 10, "pongs": 11},
        "taken": [{"atMillis": 1.5, "messages": 2, "bytes": 3, "roundTripMillis": 0.5}],
        "closing": {
          "initiator": "server", "clean": true,
          "received": {"code": null, "reason": "", "atMillis": 16.062},
          "sent": {"code": 4001, "reason": "bye", "atMillis": 6.553},
          "tcpEnd": "byUs", "cause": "scenario", "detail": "The server closed.", "violation": null
        },
        "verdict": {
          "expected": "The client answers.", "observed": "It did not.", "passed": false,
          "remark": "Late."
        },
        "frames": [{
          "atMillis": 6.553, "direction": "sent", "opcode": "close", "fin": true, "rsv": 0,
          "length": 5, "masked": false, "compressed": false, "hex": "0fa1627965", "text": "4001 bye"
        }],
        "later": {"unknown": true}
      }
      """;

  @Test
  void readsEveryMember() {
    Transcript read = TranscriptReader.read(JSON);

    assertThat(read.id()).isEqualTo("t2");
    assertThat(read.scenario()).isEqualTo("close");
    assertThat(read.address()).isEqualTo("/close/4001?reason=bye");
    assertThat(read.state()).isEqualTo(State.ENDED);
    assertThat(read.remoteAddress()).isEqualTo("127.0.0.1:38770");
    assertThat(read.httpVersion()).isEqualTo("HTTP/1.1");
    assertThat(read.openedAt()).isEqualTo(Instant.parse("2026-11-22T03:57:20.565Z"));
    assertThat(read.durationMillis()).isEqualTo(16.295);
    assertThat(read.tls())
        .isEqualTo(
            new Transcript.Tls(
                null,
                "expired",
                List.of("TLSv1.3"),
                "TLSv1.3",
                null,
                null,
                true,
                false,
                "certificate_expired",
                null));
    assertThat(read.handshake())
        .isEqualTo(
            new Transcript.Handshake(
                101, Map.of("host", "localhost"), Map.of(), null, List.of("permessage-deflate")));
    assertThat(read.received()).isEqualTo(new Transcript.Received(1, 2, 3, 4, 5, 6));
    assertThat(read.sent()).isEqualTo(new Transcript.Sent(7, 8, 9, 10, 11));
    assertThat(read.taken()).containsExactly(new Transcript.Taken(1.5, 2, 3, 0.5));
    assertThat(read.closing())
        .isEqualTo(
            new Transcript.Closing(
                Side.SERVER,
                true,
                new CloseFrame(null, "", 16.062),
                new CloseFrame(4001, "bye", 6.553),
                TcpEnd.BY_US,
                Transcript.Cause.SCENARIO,
                "The server closed.",
                null));
    assertThat(read.verdict())
        .isEqualTo(
            new Transcript.Verdict(Outcome.FAILED, "The client answers.", "It did not.", "Late."));
    assertThat(read.frames())
        .containsExactly(
            new Transcript.Frame(
                6.553,
                Direction.SENT,
                "close",
                true,
                0,
                5,
                false,
                false,
                "0fa1627965",
                "4001 bye"));
  }

  @Test
  void namesAValueThatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TranscriptReader.read(JSON.replace("\"byUs\"", "\"later\"")))
        .withMessage("The server sent a value that this library does not know: tcpEnd is “later”.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TranscriptReader.read(JSON.replace("\"clean\": true", "\"clean\": 1")))
        .withMessage("The server sent a value that this library does not know: clean is 1.0.");
    assertThatIllegalArgumentException().isThrownBy(() -> TranscriptReader.read("[]"));
  }

  @Test
  void printsAllThatAFailedAssertionNeeds() {
    assertThat(TranscriptReader.read(JSON).toString().lines())
        .containsExactly(
            "The connection t2 at /close/4001?reason=bye has ended after 16.295 ms.",
            "  initiator: server",
            "  clean: true",
            "  received: close frame without a code",
            "  sent: 4001 “bye”",
            "  TCP: byUs",
            "  cause: scenario. The server closed.",
            "The verdict on the client is FAILED.",
            "  expected: The client answers.",
            "  observed: It did not.",
            "  remark: Late.",
            "The last frames:",
            "       6.553 ms  sent      close, 5 bytes: “4001 bye”");
  }

  @Test
  void printsThatTheHandshakeWasRejected() {
    String json =
        JSON.replace("\"ended\"", "\"refused\"")
            .replace("\"status\": 101", "\"status\": 503")
            .replaceAll("\"verdict\": \\{[^}]*}", "\"verdict\": null")
            .replaceAll("\"frames\": \\[[^]]*]", "\"frames\": []");
    assertThat(TranscriptReader.read(json))
        .hasToString(
            "The opening handshake of t2 at /close/4001?reason=bye was rejected with 503.");
  }

  static Stream<Arguments> records() throws ClassNotFoundException {
    return Stream.of(
        Arguments.of(
            Transcript.class,
            Class.forName("io.github.websocketecho.transcript.TranscriptDocument")));
  }

  /** A member that the server gains is not forgotten here. */
  @ParameterizedTest
  @MethodSource("records")
  void hasTheMembersOfTheServer(Class<?> ours, Class<?> servers) {
    assertThat(names(ours)).isEqualTo(names(servers));
    for (int i = 0; i < ours.getRecordComponents().length; i++) {
      Class<?> our = recordOf(ours.getRecordComponents()[i]);
      Class<?> its = recordOf(servers.getRecordComponents()[i]);
      // The outcome is a constant here, and in the JSON true, false or null.
      if (our.isRecord() && our != Transcript.Verdict.class) {
        hasTheMembersOfTheServer(our, its);
      }
    }
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static Class<?> recordOf(RecordComponent component) {
    Type type = component.getGenericType();
    return type instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> element
        ? element
        : component.getType();
  }

  @Test
  void hasTheConstantsOfTheServer() {
    assertThat(constants(Transcript.Cause.class))
        .isEqualTo(constants(ConnectionObserver.Cause.class));
    assertThat(constants(Side.class)).isEqualTo(constants(EndedConnection.Initiator.class));
    assertThat(constants(State.class))
        .isEqualTo(constants(io.github.websocketecho.transcript.Transcript.State.class));
    assertThat(constants(TcpEnd.class)).containsAll(constants(ConnectionObserver.TcpEnd.class));
  }

  private static List<String> constants(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).sorted().toList();
  }
}
