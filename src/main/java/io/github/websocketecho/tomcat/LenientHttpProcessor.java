package io.github.websocketecho.tomcat;

import io.github.websocketecho.transcript.TlsRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.parser.Host;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Parses requests as Tomcat does, with three differences. It reports incomplete heads. If it
 * answers a request that has not been received completely, TCP ends by a {@link LingeringClose}, so
 * that the client receives the response. And it accepts underscores in {@code Host}, because names
 * of services in containers contain them. RFC 3986, section 3.2.2, allows them in a registered
 * name; Tomcat allows only names that DNS allows.
 */
final class LenientHttpProcessor extends Http11Processor {

  private static final char UNDERSCORE = '_';

  /** A character that is valid anywhere in a name, also at its beginning and its end. */
  private static final char STAND_IN = 'x';

  private final Runnable headBegun;

  /** The {@link System#nanoTime} at which the last reported head began; -1 for none. */
  private long reported = -1;

  /**
   * Whether the response was the last one, although the request has not been received completely.
   */
  private boolean answersEarly;

  private @Nullable LingeringClose closing;

  /**
   * @param headBegun runs once for each head that is received in parts, and for each request of
   *     which the rest is discarded before TCP ends
   */
  LenientHttpProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Runnable headBegun) {
    super(protocol, adapter);
    this.headBegun = headBegun;
  }

  @Override
  public SocketState service(SocketWrapperBase<?> socket) throws IOException {
    if (closing != null && closing.isOf(socket)) {
      return discard(closing);
    }
    closing = null;
    answersEarly = false;
    SocketState state = super.service(socket);
    if (state == SocketState.CLOSED
        && answersEarly
        && getErrorState().isIoAllowed()
        && socket instanceof NioSocketWrapper nio) {
      return closeLingering(nio);
    }
    long begun = request.getStartTimeNanos();
    if (state == SocketState.LONG && begun >= 0 && begun != reported) {
      reported = begun;
      headBegun.run();
    }
    return state;
  }

  private SocketState closeLingering(NioSocketWrapper socket) throws IOException {
    request.markStartTime(); // So that it has the timeout of a head.
    closing = LingeringClose.start(socket);
    headBegun.run();
    return discard(closing);
  }

  private SocketState discard(LingeringClose current) throws IOException {
    if (current.discard()) {
      return SocketState.LONG;
    }
    closing = null;
    return SocketState.CLOSED;
  }

  /** Any error ends TCP. The processor forgets how much it has received before that. */
  @Override
  protected void setErrorState(ErrorState state, @Nullable Throwable failure) {
    answersEarly |= !isRequestBodyFullyRead();
    super.setErrorState(state, failure);
  }

  /** Called for each request, which can find the record of TLS after it. */
  @Override
  protected void parseHost(@Nullable MessageBytes host) {
    if (socketWrapper.getSocket() instanceof RecordedTlsChannel channel) {
      request.setAttribute(TlsRecorder.ATTRIBUTE, channel.recorder());
    }
    if (host == null || host.isNull() || host.getByteChunk().indexOf(UNDERSCORE, 0) < 0) {
      super.parseHost(host);
      return;
    }
    String text = host.getByteChunk().toString();
    super.parseHost(bytes(text.replace(UNDERSCORE, STAND_IN)));
    if (!getErrorState().isError()) {
      request.serverName().setString(text.substring(0, request.serverName().getLength()));
    }
  }

  private static MessageBytes bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    MessageBytes message = MessageBytes.newInstance();
    message.setBytes(bytes, 0, bytes.length);
    return message;
  }

  /** Whether a text is a valid value of {@code Host}. */
  static boolean isHost(String text) {
    try {
      Host.parse(text.replace(UNDERSCORE, STAND_IN));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
