package io.github.websocketecho.observation;

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

/** What is looked up when somebody asks: nothing here is on the path of a message. */
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
        .description("Connections that are open")
        .register(registry);
    FunctionCounter.builder("websocket.connections.opened", loops, EventLoops::openedInAll)
        .description("Connections that were opened")
        .register(registry);
    sum("websocket.messages.received", LoopStatistics::messagesReceived)
        .description("Messages that have come whole")
        .register(registry);
    sum("websocket.messages.sent", LoopStatistics::messagesSent)
        .description("Messages that were sent whole")
        .register(registry);
    sum("websocket.data.received", LoopStatistics::bytesReceived)
        .description("What was read: frames with their headers, compressed as they came, no TLS")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    sum("websocket.data.sent", LoopStatistics::bytesSent)
        .description("What sockets have taken: frames with their headers, compressed, no TLS")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    sum("websocket.write.stalls", LoopStatistics::writeStalls)
        .description("How often a client did not take all at once, and was not read for a while")
        .register(registry);
    for (LoopStatistics loop : loops.statistics()) {
      TimeGauge.builder(
              "websocket.loop.lag", loop, TimeUnit.NANOSECONDS, each -> each.lag().toNanos())
          .description("The longest that anybody waited for this loop in the last 30 to 60 s")
          .tag("loop", Integer.toString(loop.number()))
          .register(registry);
    }
    Gauge.builder("websocket.backlog", loops.backlog(), Budget::taken)
        .description("What connections keep of what is not whole, and of echoes that wait")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("websocket.compression", loops.codecs(), Budget::taken)
        .description("What connections hold to compress and to inflate")
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
