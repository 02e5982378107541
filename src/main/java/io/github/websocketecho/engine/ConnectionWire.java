package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.OpeningResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the handler of one connection has asked for beyond the ordinary. Runs on the loop. */
final class ConnectionWire implements Wire {

  private final Connection connection;
  private @Nullable OpeningResponse opening;
  private final Set<Later> later = new HashSet<>();

  private @Nullable CloseListener closeListener;
  private boolean takesParts;

  /**
   * @param opening null where the handler does not answer
   */
  ConnectionWire(Connection connection, @Nullable OpeningResponse opening) {
    this.connection = connection;
    this.opening = opening;
  }

  /** Who decides on the answer to the client's close; null for the answer that everybody gets. */
  @Nullable CloseListener closeListener() {
    return closeListener;
  }

  @Override
  public OpeningResponse openingResponse() {
    if (opening == null) {
      throw new IllegalStateException("The opening handshake is not the handler's to answer");
    }
    return opening;
  }

  @Override
  public void answer(OpeningResponse response, ByteBuffer body) {
    boolean right = response.equals(opening);
    opening = null;
    connection.answerHandshake(response, right, body);
  }

  @Override
  public void send(ByteBuffer bytes) {
    connection.writeRaw(bytes);
  }

  @Override
  public void finish() {
    finish(Duration.ZERO);
  }

  @Override
  public void finish(Duration within) {
    connection.finish(false, within);
  }

  @Override
  public void truncate() {
    connection.finish(true, Duration.ZERO);
  }

  @Override
  public void reset() {
    connection.reset();
  }

  @Override
  public void end() {
    connection.cut(Cause.SCENARIO, "The server ended TCP.");
  }

  @Override
  public void onClose(CloseListener listener) {
    closeListener = listener;
  }

  @Override
  public void holdTcp(Duration time) {
    connection.holdTcp(time);
  }

  boolean takesParts() {
    return takesParts;
  }

  @Override
  public void takeParts() {
    takesParts = true;
  }

  @Override
  public void ignorePings() {
    connection.ignorePings();
  }

  @Override
  public void sendNoClose() {
    connection.sendNoCloses();
  }

  @Override
  public void scenarioBegins(String detail) {
    connection.caused(Cause.SCENARIO, detail);
  }

  @Override
  public Duration quiet() {
    return connection.quiet();
  }

  @Override
  public void later(Duration time, Task task) {
    if (!connection.hasEnded()) {
      schedule(time, new Later(task, 0));
    }
  }

  @Override
  public boolean later(Duration time, int bytes, Task task) {
    if (connection.hasEnded()) {
      return true;
    }
    if (!connection.backlog().tryTake(bytes)) {
      return false;
    }
    schedule(time, new Later(task, bytes));
    return true;
  }

  /** Whether something that was kept is due later, such as an echo. */
  boolean isKeeping() {
    return later.stream().anyMatch(one -> one.bytes > 0);
  }

  private void schedule(Duration time, Later one) {
    one.timer = connection.loop().schedule(time, one);
    later.add(one);
  }

  /** The connection has ended: nothing is left to be done. */
  void cancelAll() {
    later.forEach(Later::cancel);
  }

  private final class Later implements Runnable {

    private final Task task;
    private final int bytes;
    private EventLoop.@Nullable Timer timer;

    private Later(Task task, int bytes) {
      this.task = task;
      this.bytes = bytes;
    }

    @Override
    public void run() {
      later.remove(this);
      connection.backlog().giveBack(bytes);
      connection.guarded(this::runTask);
    }

    private void runTask() {
      try {
        task.run();
      } catch (IOException e) {
        // What the handler could not do, which is not to be taken for a socket that broke.
        throw new UncheckedIOException(e);
      }
    }

    private void cancel() {
      connection.backlog().giveBack(bytes);
      if (timer != null) {
        connection.loop().cancel(timer);
      }
    }
  }
}
