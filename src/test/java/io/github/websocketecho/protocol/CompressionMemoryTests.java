package io.github.websocketecho.protocol;

import static io.github.websocketecho.protocol.Flate.NO_TAKEOVER;
import static io.github.websocketecho.protocol.Flate.TAKEOVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The memory of compression grows neither with messages nor with the number of past connections.
 */
@Timeout(120)
class CompressionMemoryTests {

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void compressionBombIsInflatedInConstantMemory() throws Exception {
    long size = 256L * MIB;
    ByteBuffer zeros = ByteBuffer.allocateDirect(MIB);
    ByteBuffer payload = ByteBuffer.allocateDirect(2 * MIB);
    try (MessageDeflater deflater = new MessageDeflater(TAKEOVER, 9)) {
      for (long sent = 0; sent < size; sent += MIB) {
        assertThat(deflater.deflate(zeros.clear(), sent + MIB == size, payload)).isTrue();
      }
    }
    assertThat(payload.flip().remaining()).isLessThan(300 * KIB);

    ByteBuffer output = ByteBuffer.allocate(4 * KIB);
    long inflated = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    try (MessageInflater inflater = new MessageInflater(TAKEOVER)) {
      boolean done;
      do {
        done = inflater.inflate(payload, true, output.clear());
        inflated += output.position();
      } while (!done);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(inflated).isEqualTo(size);
    assertThat(allocated).isLessThan(256 * KIB);
  }

  @Test
  void messageAllocatesOnlyItsInflater() throws Exception {
    ByteBuffer message = ByteBuffer.allocateDirect(2 * KIB);
    ByteBuffer scratch = ByteBuffer.allocateDirect(16 * KIB);
    ByteBuffer payload = ByteBuffer.allocateDirect(16 * KIB);
    try (MessageDeflater deflater = new MessageDeflater(TAKEOVER);
        MessageInflater inflater = new MessageInflater(TAKEOVER)) {
      long before = 0;
      int warmUp = 100;
      int rounds = 1000;
      for (int round = -warmUp; round < rounds; round++) {
        if (round == 0) {
          before = threads.getCurrentThreadAllocatedBytes();
        }
        message.clear().putInt(0, round);
        deflater.deflate(message, true, payload.clear());
        inflater.inflate(payload.flip(), true, scratch.clear());
        assertThat(scratch.getInt(0) == round && scratch.position() == 2 * KIB).isTrue();
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated / rounds).isLessThan(KIB);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closedConnectionsLeaveNoMemoryReserved(boolean withinAMessage) throws Exception {
    assumeThat(Path.of("/proc/self/statm")).exists();
    ByteBuffer message = ByteBuffer.allocate(KIB);
    ByteBuffer output = ByteBuffer.allocate(16 * KIB);
    ByteBuffer payload = ByteBuffer.wrap(Flate.hex("f2 48 cd c9 c9 07 00"));
    // Retained, so that the garbage collector cannot hide a close that does nothing.
    List<AutoCloseable> closed = new ArrayList<>();
    long before = residentBytes();
    for (int connection = 0; connection < 5_000; connection++) {
      try (MessageDeflater deflater = new MessageDeflater(TAKEOVER);
          MessageInflater inflater = new MessageInflater(TAKEOVER)) {
        deflater.deflate(message.clear(), !withinAMessage, output.clear());
        inflater.inflate(payload.clear(), !withinAMessage, output.clear());
        closed.add(deflater);
        closed.add(inflater);
      }
    }
    // If not closed, they would use 1.5 GB.
    assertThat(residentBytes() - before).isLessThan(300L * MIB);
    assertThat(closed).hasSize(10_000);
  }

  @Test
  void deflaterWithoutContextTakeoverIsReusedWithoutState() throws Exception {
    assumeThat(Path.of("/proc/self/statm")).exists();
    ByteBuffer message = ByteBuffer.wrap("once upon a time".getBytes(UTF_8));
    ByteBuffer first = ByteBuffer.allocate(KIB);
    ByteBuffer output = ByteBuffer.allocate(KIB);
    try (MessageDeflater deflater = new MessageDeflater(NO_TAKEOVER)) {
      deflater.deflate(message, true, first);
      long before = residentBytes();
      for (int round = 0; round < 20_000; round++) {
        deflater.deflate(message.rewind(), true, output.clear());
        assertThat(output.flip()).isEqualTo(first.duplicate().flip());
      }
      assertThat(residentBytes() - before).isLessThan(100L * MIB);
    }
  }

  private static long residentBytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    return Long.parseLong(pages[1]) * 4 * KIB;
  }
}
