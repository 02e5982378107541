package io.github.websocketecho.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;

/** A socket without TLS. */
final class PlainTransport extends TomcatTransport {

  PlainTransport(NioSocketWrapper wrapper, NioChannel channel) {
    super(wrapper, channel);
  }

  @Override
  public int smallestRead() {
    return 1;
  }

  @Override
  public int read(ByteBuffer input) throws IOException {
    requireOpen();
    return input.hasRemaining() ? channel().read(input) : 0;
  }

  @Override
  public boolean readsPlainly() {
    return true;
  }

  @Override
  public boolean hasEndedUnseen() {
    return false;
  }

  @Override
  public void write(ByteBuffer first, ByteBuffer second) throws IOException {
    if (!first.hasRemaining() && !second.hasRemaining()) {
      return;
    }
    requireOpen();
    if (second.hasRemaining()) {
      channel().write(new ByteBuffer[] {first, second});
    } else {
      channel().write(first);
    }
  }

  @Override
  public int unsent() {
    return 0;
  }

  @Override
  public void shutdownOutput(boolean truncated) throws IOException {
    requireOpen();
    socket().shutdownOutput();
  }
}
