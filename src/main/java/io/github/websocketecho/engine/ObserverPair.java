package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import java.nio.ByteBuffer;

/** Two observers of one connection, which are called in their order. */
record ObserverPair(ConnectionObserver first, ConnectionObserver second)
    implements ConnectionObserver {

  @Override
  public void opened(OpeningResponse response, boolean answered, Control control) {
    first.opened(response, answered, control);
    second.opened(response, answered, control);
  }

  @Override
  public void answered(OpeningResponse response) {
    first.answered(response);
    second.answered(response);
  }

  @Override
  public void receivedEarly(int bytes) {
    first.receivedEarly(bytes);
    second.receivedEarly(bytes);
  }

  @Override
  public void receivedHttp(int bytes, boolean request) {
    first.receivedHttp(bytes, request);
    second.receivedHttp(bytes, request);
  }

  @Override
  public void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    first.received(fin, rsv, opcode, length, beginning.duplicate());
    second.received(fin, rsv, opcode, length, beginning);
  }

  @Override
  public void receivedAfterClose(ByteBuffer bytes) {
    first.receivedAfterClose(bytes.duplicate());
    second.receivedAfterClose(bytes);
  }

  @Override
  public void sent(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    first.sent(fin, rsv, opcode, payload.duplicate());
    second.sent(fin, rsv, opcode, payload);
  }

  @Override
  public void sentRaw(ByteBuffer bytes) {
    first.sentRaw(bytes.duplicate());
    second.sentRaw(bytes);
  }

  @Override
  public void closing(Cause cause, String detail) {
    first.closing(cause, detail);
    second.closing(cause, detail);
  }

  @Override
  public void ended(TcpEnd end) {
    first.ended(end);
    second.ended(end);
  }
}
