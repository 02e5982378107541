package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PooledBufferHandlerTests {

  private final PooledBufferHandler.Pool pool = PooledBufferHandler.Pool.plain();
  private final PooledBufferHandler buffers = new PooledBufferHandler(pool);

  @Test
  void idleConnectionHasNoBuffers() {
    buffers.configureReadBufferForRead();
    buffers.configureWriteBufferForRead();
    var other = new PooledBufferHandler(pool);
    assertThat(buffers.getReadBuffer()).isSameAs(other.getReadBuffer());
    assertThat(buffers.getWriteBuffer()).isSameAs(other.getWriteBuffer());
    assertThat(buffers.getReadBuffer().isReadOnly()).isTrue();
  }

  @Test
  void nextConnectionGetsTheReleasedBuffersEmptied() {
    buffers.configureReadBufferForWrite();
    ByteBuffer read = buffers.getReadBuffer().put(new byte[] {1, 2, 3});
    buffers.configureReadBufferForRead();
    assertThat(buffers.isReadBufferEmpty()).isFalse();
    buffers.free();
    assertThat(buffers.isReadBufferEmpty()).isTrue();
    var next = new PooledBufferHandler(pool);
    next.configureReadBufferForWrite();
    assertThat(next.getReadBuffer()).isSameAs(read);
    assertThat(next.isReadBufferEmpty()).isTrue();
    assertThat(next.getReadBuffer().remaining()).isEqualTo(read.capacity());
  }

  @Test
  void resetReleasesTheBuffers() {
    buffers.unReadReadBuffer(ByteBuffer.wrap(new byte[] {1}));
    assertThat(buffers.isReadBufferEmpty()).isFalse();
    buffers.reset();
    assertThat(buffers.isReadBufferEmpty()).isTrue();
    assertThat(buffers.getReadBuffer().isReadOnly()).isTrue();
  }

  @Test
  void buffersAreReleasedOnce() {
    buffers.configureWriteBufferForWrite();
    buffers.free();
    buffers.free();
    var first = new PooledBufferHandler(pool);
    var second = new PooledBufferHandler(pool);
    first.configureWriteBufferForWrite();
    second.configureWriteBufferForWrite();
    assertThat(first.getWriteBuffer()).isNotSameAs(second.getWriteBuffer());
  }
}
