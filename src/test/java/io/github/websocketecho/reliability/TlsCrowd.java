package io.github.websocketecho.reliability;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TlsRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that make the whole handshake of TLS, and an opening handshake. */
final class TlsCrowd implements Load {

  private static final int OPENERS = 4;
  private static final int UPDATES_AT_A_TIME = 200;
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(50);
  private static final byte[] MESSAGE =
      Bytes.frame(true, 0, RawClient.TEXT, "hi".getBytes(StandardCharsets.US_ASCII));

  /** What a client does once it has had an echo. Returns when it has nothing more to do. */
  private interface Act {
    void on(TlsRecords client) throws IOException;
  }

  private final Target target;
  private final Tally tally;
  private final int clients;
  private final AtomicInteger missing;
  private final Act act;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  private TlsCrowd(Target target, Tally tally, int clients, int threads, boolean updatesKeys) {
    this.target = target;
    this.tally = tally;
    this.clients = clients;
    missing = new AtomicInteger(clients);
    act = updatesKeys ? this::updateKeys : _ -> {};
    for (int i = 0; i < threads; i++) {
      this.threads.add(Thread.ofPlatform().daemon().name("tls-" + i).unstarted(this::run));
    }
  }

  /** Connections over TLS that are idle after one echo; their own side of TLS is forgotten. */
  static Load idle(Target target, Tally tally, int clients) {
    return new TlsCrowd(target, tally, clients, OPENERS, false).start();
  }

  /** Connections that do nothing but change keys. */
  static Load updatingKeys(Target target, Tally tally, int clients) {
    return new TlsCrowd(target, tally, clients, clients, true).start();
  }

  private TlsCrowd start() {
    threads.forEach(Thread::start);
    return this;
  }

  private void run() {
    while (!over && missing.getAndDecrement() > 0) {
      try {
        TlsRecords client = TlsRecords.connect(target.tls().getPort(), "TLSv1.3");
        sockets.add(client.socket());
        open(client);
        tally.opened.increment();
        act.on(client);
      } catch (IOException | IllegalStateException e) {
        tally.ended.increment();
        missing.incrementAndGet();
        LockSupport.parkNanos(BEFORE_ANOTHER_TRY.toNanos());
      }
    }
  }

  private static void open(TlsRecords client) throws IOException {
    client.send(client.wrap(Bytes.join(Bytes.handshake("/"), MESSAGE)));
    var answer = new ByteArrayOutputStream();
    while (!answer.toString(StandardCharsets.ISO_8859_1).endsWith("hi")) {
      byte[] more = client.read();
      if (more.length == 0) {
        client.close();
        throw new IOException("Not upgraded: " + answer.toString(StandardCharsets.ISO_8859_1));
      }
      answer.writeBytes(more);
    }
  }

  private void updateKeys(TlsRecords client) throws IOException {
    while (!over) {
      var updates = new ByteArrayOutputStream();
      for (int i = 0; i < UPDATES_AT_A_TIME; i++) {
        updates.writeBytes(client.keyUpdate());
      }
      client.send(updates.toByteArray());
      tally.sent.add(updates.size());
      client.skip();
    }
  }

  @Override
  public boolean isUnderWay() {
    return sockets.size() >= clients;
  }

  @Override
  public void close() throws IOException {
    over = true;
    for (Socket socket : sockets) {
      socket.close();
    }
    try {
      for (Thread thread : threads) {
        thread.join(RawClient.PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
