package io.github.websocketecho.transcript;

import org.jspecify.annotations.Nullable;

/** Transcripts that begin with TLS, before there is an opening handshake. Any thread. */
public final class TlsTranscripts {

  private TlsTranscripts() {}

  /**
   * Begins a transcript.
   *
   * @param beginning with the record of TLS
   * @throws TranscriptException 409 if an open connection has the same id; 503 if there are too
   *     many
   */
  public static void begin(TranscriptStore transcripts, OpeningRequest beginning) {
    TranscriptRecorder recorder = transcripts.open(beginning);
    if (beginning.tls() != null) {
      beginning.tls().reportTo(recorder);
    }
  }

  /**
   * The beginning of the transcript to which a request belongs.
   *
   * @param tls below the request; null without TLS
   * @return null if there is none, or if the transcript has ended
   */
  public static @Nullable OpeningRequest beginning(@Nullable TlsRecorder tls) {
    @Nullable TranscriptRecorder recorder = recorder(tls);
    return recorder == null ? null : recorder.request();
  }

  /**
   * Continues the transcript to which an opening handshake belongs.
   *
   * @return null if there is none, or if the transcript has ended
   */
  public static @Nullable TranscriptRecorder continueWith(OpeningRequest opening) {
    @Nullable TlsRecorder tls = opening.tls();
    @Nullable TranscriptRecorder recorder = recorder(tls);
    if (tls != null && recorder != null) {
      tls.continued();
      recorder.requested(opening);
    }
    return recorder;
  }

  private static @Nullable TranscriptRecorder recorder(@Nullable TlsRecorder tls) {
    return tls != null
            && tls.owner() instanceof TranscriptRecorder recorder
            && !recorder.watch().hasEnded()
        ? recorder
        : null;
  }
}
