package io.github.websocketecho;

import java.io.Serial;

/** A setting has a value that is not allowed: the start ends with one sentence about it. */
public final class InvalidSettingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param name of the property, as the documents have it
   * @param allowed its range in words
   */
  public InvalidSettingException(String name, Object value, String allowed) {
    super("The setting " + name + " cannot be " + value + ": it must be " + allowed + ".");
  }

  /** The port of the server is none. */
  public static InvalidSettingException port(Object value) {
    return new InvalidSettingException(
        "server.port", value, "0 to 65535 (the variable PORT sets it too)");
  }
}
