package io.github.websocketecho;

import java.io.Serial;

/**
 * A setting has a value that is not allowed, or a name that is no longer in use: the start ends
 * with one sentence about it.
 */
public final class InvalidSettingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param name of the property, as the documents have it
   * @param allowed its range in words
   */
  public InvalidSettingException(String name, Object value, String allowed) {
    super("The setting " + name + " cannot be " + value + ": it must be " + allowed + ".");
  }

  private InvalidSettingException(String sentence) {
    super(sentence);
  }

  /** A setting has its former name, which has no effect any more. */
  static InvalidSettingException renamed(String former, String now) {
    return new InvalidSettingException("The setting " + former + " has a new name: " + now + ".");
  }

  /** The port of the server is none. */
  public static InvalidSettingException port(Object value) {
    return new InvalidSettingException(
        "server.port", value, "0 to 65535 (the variable PORT sets it too)");
  }
}
