package io.github.websocketecho.transcript;

import org.jspecify.annotations.Nullable;

/**
 * What replicas share of a connection.
 *
 * @param replica has the connection, or had it
 * @param number of the connection on that replica
 * @param version the number of changes of the transcript
 * @param ended the complete transcript; null while the connection is open
 */
record SharedConnection(
    String replica, long number, long version, @Nullable JudgedTranscript ended) {

  /** An open connection. */
  static SharedConnection open(String replica, long number) {
    return new SharedConnection(replica, number, 0, null);
  }

  /** Whether this is the same connection, open or not. */
  boolean isSame(SharedConnection other) {
    return replica.equals(other.replica) && number == other.number;
  }

  boolean isOpen() {
    return ended == null;
  }
}
