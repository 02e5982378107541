package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.protocol.CloseCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a connection has ended.
 *
 * @param id of the connection, as its session has it
 * @param address of the opening handshake, as the client sent it
 * @param remoteAddress null if the socket had ended before the address was read
 * @param open from the opening handshake to the end of TCP
 * @param initiator which side began to close: by a close frame, or else by ending TCP
 * @param code of the first close frame: 1005 if it had none, 1006 if there was no close frame
 * @param clean whether both sides sent a valid close frame (RFC 6455, section 7.1.4)
 * @param cause why it ended; null if that is not known
 * @param detail the cause as a sentence of the server, which contains no payload
 */
public record EndedConnection(
    String id,
    String address,
    @Nullable InetSocketAddress remoteAddress,
    Duration open,
    Initiator initiator,
    CloseCode code,
    boolean clean,
    @Nullable Cause cause,
    String detail,
    TcpEnd tcpEnd) {

  /** Which side began to close. */
  public enum Initiator {
    CLIENT,
    SERVER,
    /** Not known. */
    NONE;

    /**
     * The side that sent the first close frame, or else the one that ended TCP.
     *
     * @param first which side sent the first close frame; {@link #NONE} without a close frame
     * @param cause why the connection ended; null if that is not known
     */
    public static Initiator of(Initiator first, @Nullable Cause cause) {
      if (first != NONE || cause == null) {
        return first;
      }
      return cause == Cause.NETWORK ? CLIENT : SERVER;
    }
  }
}
