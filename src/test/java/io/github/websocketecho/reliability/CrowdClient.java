package io.github.websocketecho.reliability;

import io.github.websocketecho.reliability.Conduct.Reading;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection of a crowd. Runs on the crowd's thread. */
final class CrowdClient {

  private static final String UPGRADED = "HTTP/1.1 101";
  private static final int PIECE = 1 << 16;
  private static final int PIECES_AT_A_TIME = 4;
  private static final int SEND_BUFFER = 1 << 16;
  private static final int SIP = 512;
  private static final Duration BETWEEN_SIPS = Duration.ofMillis(100);

  private enum State {
    CONNECTING,
    OPENING,
    AWAITING,
    ACTING,
    ENDED
  }

  private final Crowd crowd;
  private final Conduct conduct;
  private final int number;
  private final SocketChannel channel;
  private final SelectionKey key;

  private State state = State.CONNECTING;
  private ByteBuffer output = ByteBuffer.allocate(0);
  private boolean once;

  CrowdClient(Crowd crowd, int number) throws IOException {
    this.crowd = crowd;
    this.conduct = crowd.conduct();
    this.number = number;
    channel = SocketChannel.open();
    // An attacker's buffers are on another machine, and must not use up what TCP may have of this.
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
    if (conduct.receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, conduct.receiveBuffer);
    }
    if (conduct.resets) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(crowd.selector(), SelectionKey.OP_CONNECT, this);
  }

  /** The first that happens. */
  void connect() {
    try {
      boolean connected = channel.connect(crowd.server());
      if (connected) {
        connected();
      }
    } catch (IOException e) {
      end();
    }
  }

  /** The socket has something, or room. */
  void ready() {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        connected();
      } else {
        if (key.isReadable()) {
          read();
        }
        if (key.isValid() && key.isWritable()) {
          write();
        }
      }
    } catch (IOException e) {
      end();
    }
  }

  private void connected() {
    state = State.OPENING;
    output = ByteBuffer.wrap(conduct.opening.apply(number));
    key.interestOps(SelectionKey.OP_WRITE);
  }

  private void write() throws IOException {
    for (int i = 0; i < PIECES_AT_A_TIME && output.hasRemaining(); i++) {
      // No more at a time, because the JDK copies all of it for the socket.
      ByteBuffer piece =
          output.slice(output.position(), Math.min(PIECE, output.remaining())).asReadOnlyBuffer();
      int written = channel.write(piece);
      crowd.tally().sent.add(written);
      output.position(output.position() + written);
      if (written == 0) {
        return;
      }
    }
    if (!output.hasRemaining()) {
      written();
    }
  }

  /** All that was to be sent is sent. */
  private void written() {
    if (state == State.OPENING && conduct.awaitsUpgrade) {
      state = State.AWAITING;
      key.interestOps(SelectionKey.OP_READ);
    } else if (state == State.OPENING) {
      act();
    } else {
      next();
    }
  }

  private void act() {
    state = State.ACTING;
    crowd.opened();
    if (conduct.reading == Reading.IN_SIPS) {
      sip();
    }
    if (conduct.lasts != null) {
      crowd.later(conduct.lasts, this::end);
    }
    next();
  }

  private void next() {
    if (state != State.ACTING) {
      return;
    }
    int reading = conduct.reading == Reading.ALL ? SelectionKey.OP_READ : 0;
    if (!once) {
      once = true;
      output = ByteBuffer.wrap(conduct.once.apply(number));
      key.interestOps(reading | SelectionKey.OP_WRITE);
    } else if (conduct.again == null) {
      key.interestOps(reading);
    } else if (conduct.pause.isZero()) {
      again();
    } else {
      key.interestOps(reading);
      crowd.later(conduct.pause, this::again);
    }
  }

  private void again() {
    if (state == State.ACTING && conduct.again != null) {
      output = ByteBuffer.wrap(conduct.again.apply(number));
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  private void read() throws IOException {
    ByteBuffer input = crowd.input().clear();
    int read = channel.read(input);
    if (read < 0) {
      end();
      return;
    }
    crowd.tally().received.add(read);
    if (state == State.AWAITING) {
      if (StandardCharsets.ISO_8859_1.decode(input.flip()).toString().startsWith(UPGRADED)) {
        act();
      } else {
        crowd.tally().refused.increment();
        end();
      }
    }
  }

  private void sip() {
    if (state != State.ACTING) {
      return;
    }
    try {
      int read = channel.read(crowd.input().clear().limit(SIP));
      if (read < 0) {
        end();
        return;
      }
      crowd.tally().received.add(read);
      crowd.later(BETWEEN_SIPS, this::sip);
    } catch (IOException e) {
      end();
    }
  }

  private void end() {
    if (state != State.ENDED) {
      boolean opening = state != State.ACTING;
      state = State.ENDED;
      close();
      crowd.ended(number, opening);
    }
  }

  /** Ends TCP. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It has ended, then.
    }
  }
}
