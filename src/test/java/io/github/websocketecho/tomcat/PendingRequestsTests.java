package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SelectionKey;
import java.util.List;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingRequestsTests {

  private static final int NOT_YET_POLLED = 0;

  /** Tomcat's poller sets the interest some time after a thread has read a part of a head. */
  @ParameterizedTest
  @ValueSource(ints = {SelectionKey.OP_READ, NOT_YET_POLLED})
  void incompleteHeadIsEndedEvenIfThePollerIsLate(int interest) {
    Socket socket = socketWithinHead(interest);
    new PendingRequests(List.of(socket)).endHeadsAllBut(0);
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void onlyIncompleteHeadsCount() {
    Socket withinHead = socketWithinHead(SelectionKey.OP_READ);
    Socket betweenRequests = new Socket(SelectionKey.OP_READ);
    Socket streamsEvents = new Socket(SelectionKey.OP_READ);
    streamsEvents.setCurrentProcessor(new HeadProcessor(true));
    Socket ended = socketWithinHead(SelectionKey.OP_READ);
    ended.close();
    new PendingRequests(List.of(withinHead, betweenRequests, streamsEvents, ended))
        .endHeadsAllBut(1);
    assertThat(List.of(withinHead, betweenRequests, streamsEvents))
        .noneMatch(NioSocketWrapper::isClosed);
  }

  @Test
  void headThatAThreadReadsIsLeftToTheNextCheck() throws Exception {
    Socket read = socketWithinHead(SelectionKey.OP_READ);
    var requests = new PendingRequests(List.of(read));
    Thread.ofPlatform().start(() -> read.getLock().lock()).join();
    requests.endHeadsAllBut(0);
    assertThat(read.isClosed()).isFalse();
  }

  private static Socket socketWithinHead(int interest) {
    Socket socket = new Socket(interest);
    socket.setCurrentProcessor(new HeadProcessor(false));
    return socket;
  }

  /** A socket of Tomcat's without a connection. */
  private static final class Socket extends NioSocketWrapper {

    private boolean isClosed;

    private Socket(int interest) {
      super(new NioChannel(new SocketBufferHandler(0, 0, false)), new NioEndpoint());
      interestOps(interest);
    }

    @Override
    public void close() {
      isClosed = true;
    }

    @Override
    public boolean isClosed() {
      return isClosed;
    }
  }

  /** The parser of a head that has begun. */
  private static final class HeadProcessor extends Http11Processor {

    private final boolean isAsync;

    private HeadProcessor(boolean isAsync) {
      super(new PooledHttp11Protocol(), null);
      getRequest().markStartTime();
      this.isAsync = isAsync;
    }

    @Override
    public boolean isAsync() {
      return isAsync;
    }
  }
}
