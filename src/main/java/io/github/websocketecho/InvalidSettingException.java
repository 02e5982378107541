package io.github.websocketecho;

import java.io.Serial;

/**
 * A setting has an invalid value or a former name. The start fails with one sentence that says so.
 */
public final class InvalidSettingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param name of the property, as in the documents
   * @param allowed the range in words
   */
  public InvalidSettingException(String name, Object value, String allowed) {
    super("The setting " + name + " cannot be " + value + ": it must be " + allowed + ".");
  }

  private InvalidSettingException(String sentence) {
    super(sentence);
  }

  /** A setting has a former name, which has no effect any more. */
  static InvalidSettingException renamed(String former, String now) {
    return new InvalidSettingException("The setting " + former + " has a new name: " + now + ".");
  }

  /** The port of the server is invalid. */
  public static InvalidSettingException port(Object value) {
    return new InvalidSettingException(
        "server.port", value, "0 to 65535 (the variable PORT sets it too)");
  }
}
