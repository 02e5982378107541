package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.Opcode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the client has done, or should do, in a case. Its pings do not count, because a client may
 * send them at any time. Immutable; any thread.
 */
sealed interface Event {

  /** The most bytes of a message that a report shows. */
  int SHOWN = 256;

  /**
   * A message.
   *
   * @param type text or binary
   * @param length [bytes]
   * @param beginning its first bytes, {@value #SHOWN} at most
   * @param asExpected whether every byte is that of the message which is expected here
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by the methods below.
  record Message(Opcode type, long length, byte[] beginning, boolean asExpected) implements Event {}

  /** A pong. */
  @SuppressWarnings("ArrayRecordComponent")
  record Pong(byte[] payload) implements Event {}

  /**
   * A wait of the server ended, and the connection was open.
   *
   * @param name of the wait: A is the first
   */
  record Timeout(String name) implements Event {}

  /** Something that the server expects of the client. */
  sealed interface Expected {

    /** Whether that has happened. */
    boolean matches(Event event);

    /** The content of a message; null for anything else. */
    default @Nullable Content content() {
      return null;
    }
  }

  /**
   * A message is expected.
   *
   * @param exactly whether its bytes matter, and not only its type and its length
   */
  record ExpectedMessage(Opcode type, Content content, boolean exactly) implements Expected {

    @Override
    public boolean matches(Event event) {
      return event instanceof Message message
          && message.type() == type
          && message.length() == content.length()
          && (message.asExpected() || !exactly);
    }
  }

  /** A pong is expected. */
  record ExpectedPong(Content payload) implements Expected {

    @Override
    public boolean matches(Event event) {
      return event instanceof Pong pong && Arrays.equals(pong.payload(), payload.bytes());
    }
  }

  /** The connection should be open at the end of a wait. */
  record ExpectedTimeout(String name) implements Expected {

    @Override
    public boolean matches(Event event) {
      return event instanceof Timeout timeout && timeout.name().equals(name);
    }
  }
}
