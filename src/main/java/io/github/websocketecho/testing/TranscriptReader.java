package io.github.websocketecho.testing;

import io.github.websocketecho.testing.Transcript.Cause;
import io.github.websocketecho.testing.Transcript.CloseFrame;
import io.github.websocketecho.testing.Transcript.Closing;
import io.github.websocketecho.testing.Transcript.Direction;
import io.github.websocketecho.testing.Transcript.Frame;
import io.github.websocketecho.testing.Transcript.Handshake;
import io.github.websocketecho.testing.Transcript.Outcome;
import io.github.websocketecho.testing.Transcript.Received;
import io.github.websocketecho.testing.Transcript.Sent;
import io.github.websocketecho.testing.Transcript.Side;
import io.github.websocketecho.testing.Transcript.State;
import io.github.websocketecho.testing.Transcript.Taken;
import io.github.websocketecho.testing.Transcript.TcpEnd;
import io.github.websocketecho.testing.Transcript.Tls;
import io.github.websocketecho.testing.Transcript.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a transcript from the JSON of the HTTP API. It passes over members that it does not know.
 */
final class TranscriptReader {

  private TranscriptReader() {}

  /**
   * Reads a transcript.
   *
   * @throws IllegalArgumentException if the JSON is not a transcript
   */
  static Transcript read(String json) {
    Fields all = Fields.read(json);
    return new Transcript(
        all.text("id"),
        all.textOrNull("scenario"),
        all.text("address"),
        all.constant("state", State.class),
        all.flagOrNull("shared"),
        all.text("remoteAddress"),
        all.text("httpVersion"),
        Instant.parse(all.text("openedAt")),
        all.decimal("durationMillis"),
        all.objectOrNull("tls", TranscriptReader::tls),
        all.object("handshake", TranscriptReader::handshake),
        all.object("received", TranscriptReader::received),
        all.object("sent", TranscriptReader::sent),
        all.objects("taken", TranscriptReader::taken),
        all.object("closing", TranscriptReader::closing),
        all.objectOrNull("verdict", TranscriptReader::verdict),
        all.objects("frames", TranscriptReader::frame));
  }

  private static Tls tls(Fields tls) {
    return new Tls(
        tls.textOrNull("serverName"),
        tls.textOrNull("certificate"),
        tls.texts("offeredVersions"),
        tls.textOrNull("version"),
        tls.textOrNull("cipher"),
        tls.textOrNull("clientCertificate"),
        tls.flag("established"),
        tls.flag("requested"),
        tls.textOrNull("receivedAlert"),
        tls.textOrNull("sentAlert"));
  }

  private static Handshake handshake(Fields handshake) {
    return new Handshake(
        handshake.numberOrNull("status"),
        handshake.textsByName("requestHeaders"),
        handshake.textsByName("responseHeaders"),
        handshake.textOrNull("subprotocol"),
        handshake.texts("extensions"));
  }

  private static Received received(Fields received) {
    return new Received(
        received.number("messages"),
        received.number("bytes"),
        received.number("frames"),
        received.number("pings"),
        received.number("pongs"),
        received.number("bytesAfterClose"));
  }

  private static Sent sent(Fields sent) {
    return new Sent(
        sent.number("messages"),
        sent.number("bytes"),
        sent.number("frames"),
        sent.number("pings"),
        sent.number("pongs"));
  }

  private static Taken taken(Fields taken) {
    return new Taken(
        taken.decimal("atMillis"),
        taken.number("messages"),
        taken.number("bytes"),
        taken.decimal("roundTripMillis"));
  }

  private static Closing closing(Fields closing) {
    return new Closing(
        closing.constant("initiator", Side.class),
        closing.flag("clean"),
        closing.objectOrNull("received", TranscriptReader::closeFrame),
        closing.objectOrNull("sent", TranscriptReader::closeFrame),
        closing.constant("tcpEnd", TcpEnd.class),
        closing.constantOrNull("cause", Cause.class),
        closing.textOrNull("detail"),
        closing.textOrNull("violation"));
  }

  private static CloseFrame closeFrame(Fields frame) {
    return new CloseFrame(
        frame.numberOrNull("code"), frame.text("reason"), frame.decimal("atMillis"));
  }

  private static Verdict verdict(Fields verdict) {
    return new Verdict(
        outcome(verdict.flagOrNull("passed")),
        verdict.text("expected"),
        verdict.text("observed"),
        verdict.textOrNull("remark"));
  }

  static Outcome outcome(@Nullable Boolean passed) {
    if (passed == null) {
      return Outcome.UNDECIDED;
    }
    return passed ? Outcome.PASSED : Outcome.FAILED;
  }

  private static Frame frame(Fields frame) {
    return new Frame(
        frame.decimal("atMillis"),
        frame.constant("direction", Direction.class),
        frame.text("opcode"),
        frame.flag("fin"),
        Math.toIntExact(frame.number("rsv")),
        frame.number("length"),
        frame.flag("masked"),
        frame.flag("compressed"),
        frame.text("hex"),
        frame.textOrNull("text"));
  }
}
