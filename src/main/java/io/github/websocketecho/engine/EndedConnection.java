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
 * @param address of the opening handshake, whole, as the client gave it
 * @param remoteAddress null if the socket had ended before it was asked
 * @param open from the opening handshake to the end of TCP
 * @param initiator who began to close, by a close frame or else by ending TCP
 * @param code of the first close frame: 1005 if it had none, 1006 if there was no close frame
 * @param clean whether legal close frames went both ways (RFC 6455, section 7.1.4)
 * @param cause why it ended; null if nobody told
 * @param detail the cause as a sentence of the server's own, which names no payload
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

  /** Who began to close. */
  public enum Initiator {
    CLIENT,
    SERVER,
    /** It is not known. */
    NONE
  }
}
