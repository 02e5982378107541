package io.github.websocketecho.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client does at a scenario so that it comes about as in the example.
 *
 * @param sends what it sends once it is open
 * @param closes with what it closes once everything that it sent has come back; null where it does
 *     not
 */
public record Conduct(List<Message> sends, @Nullable Close closes) {

  /** It opens the connection, and nothing more. */
  static final Conduct LISTENS = new Conduct(List.of(), null);

  private static final Close GOODBYE = new Close(4001, "bye");

  /** It sends these. */
  static Conduct sending(Message... messages) {
    return new Conduct(List.of(messages), null);
  }

  /** It sends a message, and closes when it has the echo. */
  static Conduct closing() {
    return new Conduct(List.of(Message.text("hello")), GOODBYE);
  }

  /**
   * A message, or several that are the same.
   *
   * @param data of a text its characters, of a binary message its bytes in hex
   * @param repeat how many times the data stand in a message
   * @param times how many times the message is sent
   */
  public record Message(Type type, String data, int repeat, int times) {

    static Message text(String data) {
      return new Message(Type.TEXT, data, 1, 1);
    }

    static Message binary(String hex) {
      return new Message(Type.BINARY, hex, 1, 1);
    }

    /** The same with longer messages. */
    Message repeated(int repeat) {
      return new Message(type, data, repeat, times);
    }

    /** More of the same. */
    Message times(int times) {
      return new Message(type, data, repeat, times);
    }

    /** What stands in each of the messages. */
    public String content() {
      return data.repeat(repeat);
    }
  }

  /** The type of a message. */
  public enum Type {
    @JsonProperty("text")
    TEXT,
    @JsonProperty("binary")
    BINARY
  }

  /** A close frame. */
  public record Close(int code, String reason) {}
}
