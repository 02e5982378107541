package io.github.websocketecho.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * A client that echoes, and keeps all rules of the protocol but one. It checks a message when it is
 * complete.
 */
final class WrongClient {

  /** The rule that it does not keep. */
  enum Fault {
    NONE,
    IGNORES_RESERVED_BITS,
    ACCEPTS_INVALID_UTF_8,
    ANSWERS_NO_PING,
    ECHOES_ILLEGAL_CODES
  }

  private static final int NONE_YET = -1;
  private static final int LONGEST_CONTROL_PAYLOAD = 125;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int INVALID_DATA = 1007;

  /** The server broke a rule. */
  private static final class Violation extends Exception {

    private static final long serialVersionUID = 1;

    private final int code;

    private Violation(int code) {
      this.code = code;
    }
  }

  private final RawClient wire;
  private final Fault fault;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int type = NONE_YET;

  private WrongClient(RawClient wire, Fault fault) {
    this.wire = wire;
    this.fault = fault;
  }

  /** Echoes until the connection ends. */
  static void run(RawClient wire, Fault fault) throws IOException {
    try {
      new WrongClient(wire, fault).run();
    } catch (EOFException | SocketException e) {
      // The server has ended TCP.
    }
  }

  private void run() throws IOException {
    try {
      while (receive(wire.read())) {
        // Goes on until the close frame.
      }
    } catch (Violation violation) {
      wire.sendClose(violation.code, "");
    }
    wire.readRest();
  }

  /** Returns whether the connection goes on. */
  private boolean receive(Frame frame) throws IOException, Violation {
    check(frame.rsv() == 0 || fault == Fault.IGNORES_RESERVED_BITS, PROTOCOL_ERROR);
    check(
        frame.opcode() < RawClient.CLOSE
            || (frame.fin() && frame.payload().length <= LONGEST_CONTROL_PAYLOAD),
        PROTOCOL_ERROR);
    switch (frame.opcode()) {
      case RawClient.CONTINUATION, RawClient.TEXT, RawClient.BINARY -> receiveData(frame);
      case RawClient.PING -> {
        if (fault != Fault.ANSWERS_NO_PING) {
          wire.send(RawClient.frame(true, 0, RawClient.PONG, frame.payload()));
        }
      }
      case RawClient.PONG -> {}
      case RawClient.CLOSE -> {
        answer(frame.payload());
        return false;
      }
      default -> throw new Violation(PROTOCOL_ERROR);
    }
    return true;
  }

  private void receiveData(Frame frame) throws IOException, Violation {
    check((frame.opcode() == RawClient.CONTINUATION) == (type != NONE_YET), PROTOCOL_ERROR);
    type = type == NONE_YET ? frame.opcode() : type;
    message.write(frame.payload());
    if (frame.fin()) {
      check(type == RawClient.BINARY || isText(message.toByteArray()), INVALID_DATA);
      wire.send(RawClient.frame(true, 0, type, message.toByteArray()));
      message.reset();
      type = NONE_YET;
    }
  }

  private void answer(byte[] payload) throws IOException, Violation {
    if (payload.length > 0) {
      check(payload.length >= Short.BYTES, PROTOCOL_ERROR);
      ByteBuffer rest = ByteBuffer.wrap(payload);
      int code = Short.toUnsignedInt(rest.getShort());
      check(isLegal(code) || fault == Fault.ECHOES_ILLEGAL_CODES, PROTOCOL_ERROR);
      byte[] reason = new byte[rest.remaining()];
      rest.get(reason);
      check(isText(reason), INVALID_DATA);
      wire.sendClose(code, "");
    } else {
      wire.send(RawClient.frame(true, 0, RawClient.CLOSE, payload));
    }
  }

  private static boolean isLegal(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  private boolean isText(byte[] bytes) {
    if (fault == Fault.ACCEPTS_INVALID_UTF_8) {
      return true;
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void check(boolean kept, int code) throws Violation {
    if (!kept) {
      throw new Violation(code);
    }
  }
}
