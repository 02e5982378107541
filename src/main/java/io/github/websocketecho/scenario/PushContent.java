package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.ParameterText;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/** What the messages of a push contain. */
@FunctionalInterface
interface PushContent {

  /** The largest binary message. */
  DataSize LARGEST = DataSize.ofKilobytes(64);

  /** {@code json}, {@code text}, or the size of binary messages. */
  ParameterRange<PushContent> RANGE =
      ParameterRange.texts(
          ParameterRange.message(
              "range.pushContent",
              ParameterText.of(DataSize.ofBytes(0)),
              ParameterText.of(LARGEST),
              ParameterText.of(DataSize.ofBytes(100))),
          PushContent::parse);

  /**
   * Makes a message.
   *
   * @param number from 1 to the count
   * @param count how many messages there are in all
   */
  WebSocketMessage<?> message(int number, int count);

  /**
   * Parses a value of the parameter.
   *
   * @throws IllegalArgumentException if it is neither of the words nor a size in the range
   */
  static PushContent parse(String text) {
    return switch (text) {
      case "json" -> PushContent::json;
      case "text" -> (number, count) -> new TextMessage("Message " + number + " of " + count + ".");
      default -> {
        DataSize size = ParameterRange.sizes(DataSize.ofBytes(0), LARGEST).reader().apply(text);
        yield (number, _) -> binary(number, (int) size.toBytes());
      }
    };
  }

  private static TextMessage json(int number, int count) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new TextMessage(
        "{\"number\":" + number + ",\"count\":" + count + ",\"time\":\"" + now + "\"}");
  }

  /** Each byte is the number of the message, so that a client can detect a lost one. */
  private static BinaryMessage binary(int number, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) number);
    return new BinaryMessage(ByteBuffer.wrap(bytes));
  }
}
