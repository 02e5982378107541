package io.github.websocketecho.conformance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who is tested. Immutable; any thread.
 *
 * @param name chosen by the driver: any text
 * @param run an id of the run, so that two of one name do not meet; empty for none
 */
record Agent(String name, String run) {

  /** The bytes of a hash. */
  private static final int HASH = 16;

  /** The name, with the run in parentheses if there is one. */
  String label() {
    return run.isEmpty() ? name : name + " (" + run + ")";
  }

  /** A text of 32 characters that no other agent has. */
  String hash() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((run + '\n' + name).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
