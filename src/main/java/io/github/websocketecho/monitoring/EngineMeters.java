package io.github.websocketecho.monitoring;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.engine.LoopStatistics;
import io.github.websocketecho.transcript.TranscriptStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Meters whose values are read at each scrape, so that they cost nothing per message. */
@Component
final class EngineMeters implements MeterBinder {

  private final EventLoops loops;
  private final TranscriptStore transcripts;

  EngineMeters(EventLoops loops, TranscriptStore transcripts) {
    this.loops = loops;
    this.transcripts = transcripts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("websocket.connections.open", loops, EventLoops::open)
        .description("Open connections")
        .register(registry);
    FunctionCounter.builder("websocket.connections.opened", loops, EventLoops::openedInAll)
        .description("Connections opened since the start")
        .register(registry);
    sum("websocket.messages.received", LoopStatistics::messagesReceived)
        .description("Messages received completely")
        .register(registry);
    sum("websocket.messages.sent", LoopStatistics::messagesSent)
        .description("Messages sent completely")
        .register(registry);
    sum("websocket.data.received", LoopStatistics::bytesReceived)
        .description("Bytes read: frames with headers, before inflating, without TLS")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    sum("websocket.data.sent", LoopStatistics::bytesSent)
        .description(
            "Bytes that sockets accepted: frames with headers, after compressing, without TLS")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    sum("websocket.write.stalls", LoopStatistics::writeStalls)
        .description(
            "How often a socket did not accept all output, so that reading from it was paused")
        .register(registry);
    for (LoopStatistics loop : loops.statistics()) {
      TimeGauge.builder(
              "websocket.loop.lag", loop, TimeUnit.NANOSECONDS, each -> each.lag().toNanos())
          .description("Longest wait for this loop in the last 30 to 60 s")
          .tag("loop", Integer.toString(loop.number()))
          .register(registry);
    }
    Gauge.builder("websocket.backlog", loops.backlog(), Budget::reserved)
        .description("Memory of connections for incomplete messages and for buffered echoes")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("websocket.compression", loops.codecs(), Budget::reserved)
        .description("Memory that connections hold for compressing and inflating")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("websocket.transcripts", transcripts, TranscriptStore::count)
        .description("Transcripts of open and of ended connections")
        .register(registry);
  }

  private FunctionCounter.Builder<EventLoops> sum(
      String name, ToLongFunction<LoopStatistics> ofLoop) {
    return FunctionCounter.builder(
        name, loops, all -> all.statistics().stream().mapToLong(ofLoop).sum());
  }
}
