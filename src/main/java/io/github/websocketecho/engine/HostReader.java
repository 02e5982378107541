package io.github.websocketecho.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.parser.Host;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests as Tomcat does, but reports heads of which a part is missing, and takes
 * underscores in {@code Host}: the names of services in containers have them. A host is whatever
 * RFC 3986 has for a registered name (section 3.2.2), which Tomcat narrows to DNS.
 */
final class HostReader extends Http11Processor {

  private static final char UNDERSCORE = '_';

  /** Is good wherever a name is, also at its beginning and its end. */
  private static final char STAND_IN = 'x';

  private final Runnable headBegun;

  /** When the last head began that was reported. */
  private long reported = -1;

  /**
   * @param headBegun runs when a part of a head has been received, and the rest is waited for
   */
  HostReader(AbstractHttp11Protocol<?> protocol, Adapter adapter, Runnable headBegun) {
    super(protocol, adapter);
    this.headBegun = headBegun;
  }

  @Override
  public SocketState service(SocketWrapperBase<?> socket) throws IOException {
    SocketState state = super.service(socket);
    long begun = request.getStartTimeNanos();
    if (state == SocketState.LONG && begun >= 0 && begun != reported) {
      reported = begun;
      headBegun.run();
    }
    return state;
  }

  @Override
  protected void parseHost(@Nullable MessageBytes host) {
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

  /** Whether this can be the value of {@code Host}. */
  static boolean isHost(String text) {
    try {
      Host.parse(text.replace(UNDERSCORE, STAND_IN));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
