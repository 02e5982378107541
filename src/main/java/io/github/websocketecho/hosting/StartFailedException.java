package io.github.websocketecho.hosting;

/** A server did not start. The message says why. */
final class StartFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
