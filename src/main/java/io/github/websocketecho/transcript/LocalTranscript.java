package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Control;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

/** A transcript that this replica records, or has recorded. Any thread. */
record LocalTranscript(TranscriptRecorder recorder) implements WatchedTranscript {

  @Override
  public boolean hasEnded() {
    return recorder.watch().hasEnded();
  }

  @Override
  public long version() {
    return recorder.watch().version();
  }

  @Override
  public JudgedTranscript judged() {
    return JudgedTranscript.of(recorder);
  }

  @Override
  public void awaitChange(long version, Duration timeout) throws InterruptedException {
    if (!hasEnded()) { // Nothing changes after the end.
      recorder.watch().awaitChange(version, timeout);
    }
  }

  @Override
  public void awaitEnd(Duration timeout) throws InterruptedException {
    recorder.watch().awaitEnd(timeout);
  }

  @Override
  public long sinceStart() {
    return recorder.sinceStart();
  }

  @Override
  public void close(CloseStatus status) {
    control().close(status);
  }

  @Override
  public void send(WebSocketMessage<?> message) {
    Control control = control();
    try {
      control.send(message);
    } catch (IOException e) {
      var _ = control(); // Throws if the connection has been closed meanwhile.
      throw ConnectionControlException.peerIsSlow();
    }
  }

  private Control control() {
    Control control = recorder.control();
    if (control == null) {
      throw ConnectionControlException.notOpen(recorder.request().id());
    }
    return control;
  }
}
