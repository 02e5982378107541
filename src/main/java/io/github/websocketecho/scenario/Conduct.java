package io.github.websocketecho.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client does in a scenario to produce the expected result of the example.
 *
 * @param sends the messages that it sends once the connection is open
 * @param closes the close frame that it sends after it has received all echoes; null for none
 * @param offers the subprotocols that it offers, the preferred one first
 * @param authenticates how it proves who it is; null if it does not
 */
public record Conduct(
    List<Message> sends,
    @Nullable Close closes,
    List<String> offers,
    @Nullable Authentication authenticates) {

  /** The client opens the connection, and does nothing more. */
  static final Conduct LISTENS = new Conduct(List.of(), null, List.of(), null);

  private static final Close BYE = new Close(4001, "bye");

  /** The client sends these messages. */
  static Conduct sending(Message... messages) {
    return new Conduct(List.of(messages), null, List.of(), null);
  }

  /** The client sends a message, and closes after it has received the echo. */
  static Conduct closing() {
    return new Conduct(List.of(Message.text("hello")), BYE, List.of(), null);
  }

  /** Returns a copy that offers these subprotocols. */
  Conduct offering(String... names) {
    return new Conduct(sends, closes, List.of(names), authenticates);
  }

  /** Returns a copy that sends credentials. */
  Conduct authenticating(Authentication authentication) {
    return new Conduct(sends, closes, offers, authentication);
  }

  /**
   * A message that is sent once or several times.
   *
   * @param data the characters of a text message, or the bytes of a binary message in hex
   * @param repeat how many times the data is repeated within a message
   * @param times how many times the message is sent
   */
  public record Message(Type type, String data, int repeat, int times) {

    static Message text(String data) {
      return new Message(Type.TEXT, data, 1, 1);
    }

    static Message binary(String hex) {
      return new Message(Type.BINARY, hex, 1, 1);
    }

    /** Returns a copy with another number of repetitions of the data. */
    Message repeated(int repeat) {
      return new Message(type, data, repeat, times);
    }

    /** Returns a copy that is sent another number of times. */
    Message times(int times) {
      return new Message(type, data, repeat, times);
    }

    /** The data of one message, with its repetitions. */
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

  /** How a client proves who it is, in its opening handshake. */
  public enum Authentication {
    /** The parameters of the address contain its user and its password (RFC 7617). */
    @JsonProperty("basic")
    BASIC,
    /** A parameter of the address contains its token (RFC 6750). */
    @JsonProperty("bearer")
    BEARER,
    /** It sends the cookie that its first attempt has got. */
    @JsonProperty("cookie")
    COOKIE,
    /** It has the certificate that the server has published for clients. */
    @JsonProperty("certificate")
    CERTIFICATE
  }

  /** The code and the reason of a close frame. */
  public record Close(int code, String reason) {}
}
