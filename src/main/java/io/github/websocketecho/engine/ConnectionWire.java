package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The wire of one connection, made for the handler that asks for it. Runs on the loop. */
final class ConnectionWire implements Wire {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Header and payload [bytes]. */
  private static final int LONGEST_CLOSE_FRAME = 127;

  /** The most that the client's time for the closing handshake is extended by pieces. */
  private static final Duration LONGEST_CLOSING = Duration.ofMinutes(2);

  private final EventLoop loop;
  private final ServerConversation conversation;
  private final ConversationEvents events;
  private final OpeningAnswer opening;
  private final ConnectionReader reader;
  private final Output output;
  private final CloseState close;
  private final ConnectionCloser closer;
  private final Runnable goOn;
  private final Set<ScheduledTask> tasks = new HashSet<>();

  /**
   * @param goOn has what was received before handled in the next round
   */
  ConnectionWire(
      EventLoop loop,
      ServerConversation conversation,
      ConversationEvents events,
      OpeningAnswer opening,
      ConnectionReader reader,
      Output output,
      CloseState close,
      ConnectionCloser closer,
      Runnable goOn) {
    this.loop = loop;
    this.conversation = conversation;
    this.events = events;
    this.opening = opening;
    this.reader = reader;
    this.output = output;
    this.close = close;
    this.closer = closer;
    this.goOn = goOn;
  }

  @Override
  public HttpHeaders requestHeaders() {
    return opening.requestHeaders();
  }

  @Override
  public OpeningResponse openingResponse() {
    return opening.expected();
  }

  @Override
  public void answer(OpeningResponse response, ByteBuffer body) {
    if (closer.hasEnded()) {
      return;
    }
    opening.send(response);
    if (response.isSwitchingProtocols()) {
      conversation.begin();
    }
    ByteBuffer head = response.bytes();
    // In one write. A client that ends TCP once it has read the head would otherwise be sent the
    // body afterwards, and reset TCP.
    var both = ByteBuffer.allocate(head.remaining() + body.remaining()).put(head);
    both.put(body.duplicate()).flip();
    output.raw(response.isSwitchingProtocols() ? body : NOTHING, both);
    goOn.run();
  }

  @Override
  public void inPieces(int size, Duration pause) {
    output.inPieces(size, pause, this::pauseEnded);
    Duration closeFrame = pause.multipliedBy(LONGEST_CLOSE_FRAME / size + 1L);
    close.allow(closeFrame.compareTo(LONGEST_CLOSING) < 0 ? closeFrame : LONGEST_CLOSING);
  }

  @Override
  public void send(ByteBuffer bytes) {
    output.raw(bytes);
  }

  @Override
  public void send(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    output.frame(fin, rsv, opcode, payload);
  }

  @Override
  public boolean isWritten() {
    return !output.isBlocked();
  }

  @Override
  public void whenWritten(Task task) {
    output.whenDrained(() -> loop.executeNext(() -> run(task)));
  }

  private void run(Task task) {
    if (!closer.hasEnded()) {
      closer.guarded(() -> runTask(task));
    }
  }

  private static void runTask(Task task) {
    try {
      task.run();
    } catch (IOException e) {
      // The handler could not do something, which does not mean that the socket broke.
      throw new UncheckedIOException(e);
    }
  }

  private void pauseEnded() {
    output.resume();
    output.notifyWritten();
  }

  @Override
  public void together(Task task) throws IOException {
    if (output.isGathering()) {
      task.run();
      return;
    }
    output.beginBatch();
    try {
      task.run();
    } finally {
      output.endBatch();
      output.notifyWritten();
    }
  }

  @Override
  public void stopReading(Duration time) {
    reader.stop(true);
    output.notifyWritten(); // The connection decides again what it waits for.
    later(
        time,
        () -> {
          reader.stop(false);
          goOn.run();
        });
  }

  @Override
  public void finish() {
    finish(Duration.ZERO);
  }

  @Override
  public void finish(Duration within) {
    close.caused(Cause.SCENARIO, "The server ended TCP.");
    close.allow(within);
    conversation.abandon();
    output.notifyWritten();
  }

  @Override
  public void truncate() {
    close.truncate();
    finish();
  }

  @Override
  public void reset() {
    closer.reset(Cause.SCENARIO, "The server reset TCP.");
  }

  @Override
  public void end() {
    closer.cut(Cause.SCENARIO, "The server ended TCP.");
  }

  @Override
  public void onClose(CloseListener listener) {
    events.onClose(listener);
  }

  @Override
  public void allowClosing(Duration more) {
    close.allow(more);
  }

  @Override
  public void holdTcp(Duration time) {
    close.holdTcp(time);
  }

  @Override
  public void takeParts() {
    reader.deliverParts();
  }

  @Override
  public void ignorePings() {
    conversation.ignorePings();
  }

  @Override
  public void delayPongs() {
    conversation.delayPongs();
  }

  @Override
  public void resumePongs() {
    conversation.resumePongs();
  }

  @Override
  public void sendNoClose() {
    conversation.sendNoCloses();
  }

  @Override
  public void scenarioBegins(String detail) {
    close.caused(Cause.SCENARIO, detail);
  }

  @Override
  public Duration quiet() {
    return reader.quiet();
  }

  @Override
  public void later(Duration time, Task task) {
    if (!closer.hasEnded()) {
      schedule(time, new ScheduledTask(task, 0));
    }
  }

  @Override
  public boolean later(Duration time, int bytes, Task task) {
    if (closer.hasEnded()) {
      return true;
    }
    if (!loop.backlog().tryReserve(bytes)) {
      return false;
    }
    schedule(time, new ScheduledTask(task, bytes));
    return true;
  }

  private void schedule(Duration time, ScheduledTask task) {
    task.timer = loop.schedule(time, task);
    tasks.add(task);
  }

  /** Whether a task that buffers something is due later, such as an echo. */
  boolean hasBufferingTask() {
    return tasks.stream().anyMatch(task -> task.bytes > 0);
  }

  /** The connection has ended: no task runs any more. */
  void cancelTasks() {
    tasks.forEach(ScheduledTask::cancel);
  }

  private final class ScheduledTask implements Runnable {

    private final Task task;
    private final int bytes;
    private LoopTimers.@Nullable Timer timer;

    private ScheduledTask(Task task, int bytes) {
      this.task = task;
      this.bytes = bytes;
    }

    @Override
    public void run() {
      tasks.remove(this);
      loop.backlog().release(bytes);
      ConnectionWire.this.run(task);
    }

    private void cancel() {
      loop.backlog().release(bytes);
      if (timer != null) {
        loop.cancel(timer);
      }
    }
  }
}
