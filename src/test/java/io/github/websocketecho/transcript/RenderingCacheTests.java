package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.transcript.RenderingCache.Rendering;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import tools.jackson.databind.json.JsonMapper;

class RenderingCacheTests {

  private final TranscriptRecorder recorder =
      new TranscriptRecorder(
          new OpeningRequest("t1", null, null, "/", "127.0.0.1:5", "HTTP/1.1", Map.of(), null),
          new Budget(1 << 20),
          _ -> {});

  private final RenderingCache renderings =
      new RenderingCache(new TranscriptRenderer(new StaticMessageSource()), new JsonMapper());

  @Test
  void streamsOfOneLanguageShareTheRenderingOfAVersion() {
    Rendering first = renderings.get(new LocalTranscript(recorder), Locale.ENGLISH, -1);
    assertThat(renderings.get(new LocalTranscript(recorder), Locale.ENGLISH, -1)).isSameAs(first);
    assertThat(renderings.get(new LocalTranscript(recorder), Locale.CHINESE, -1))
        .isNotSameAs(first);
    assertThat(text(first)).contains("\"id\":\"t1\"").contains("\"state\":\"open\"");
  }

  @Test
  void streamThatHasSentAVersionGetsANewerOne() {
    Rendering first = renderings.get(new LocalTranscript(recorder), Locale.ENGLISH, -1);
    recorder.closing(Cause.ASKED, "The client closed.");
    Rendering second =
        renderings.get(new LocalTranscript(recorder), Locale.ENGLISH, first.version());
    assertThat(second.version()).isEqualTo(recorder.watch().version());
    assertThat(text(second)).contains("\"state\":\"closing\"");
  }

  @Test
  void endIsRenderedWithoutWaitingForTheNextBeat() {
    Rendering open = renderings.get(new LocalTranscript(recorder), Locale.ENGLISH, -1);
    recorder.ended(TcpEnd.FIN);
    // A stream that has sent an earlier version gets the end too.
    Rendering ended =
        renderings.get(new LocalTranscript(recorder), Locale.ENGLISH, open.version() - 1);
    assertThat(ended.version()).isEqualTo(recorder.watch().version());
    assertThat(text(ended)).contains("\"tcpEnd\":\"fin\"");
  }

  @Test
  void timeUntilTheNextBeatIsAtMostTheInterval() {
    assertThat(RenderingCache.untilBeat(new LocalTranscript(recorder)))
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofMillis(250));
  }

  private static String text(Rendering rendering) {
    return new String(rendering.json(), UTF_8);
  }
}
