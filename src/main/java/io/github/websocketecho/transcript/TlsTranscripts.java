package io.github.websocketecho.transcript;

import org.jspecify.annotations.Nullable;

/** Transcripts that begin with TLS, before there is an opening handshake. Any thread. */
public final class TlsTranscripts {

  private TlsTranscripts() {}

  /**
   * Begins the transcript of a client that has chosen its id by the name that it asked for. Another
   * connection with this id that has not come to a request gives way.
   *
   * @param remoteAddress host and port of the client
   * @throws TranscriptException 409 if an open connection has the same id; 503 if there are too
   *     many
   */
  public static void begin(TranscriptStore transcripts, TlsRecorder tls, String remoteAddress) {
    if (tls.named() != null) {
      tls.reportTo(transcripts.open(OpeningRequest.overTls(tls.named(), remoteAddress, tls)));
    }
  }

  /**
   * Continues the transcript that has begun with TLS.
   *
   * @return null if there is none, if it has ended, or if another connection has its id
   */
  public static @Nullable TranscriptRecorder continueWith(
      OpeningRequest opening, TranscriptStore transcripts) {
    @Nullable TlsRecorder tls = opening.tls();
    @Nullable TranscriptRecorder current = transcripts.find(opening.id()).orElse(null);
    if (tls == null
        || current == null
        || current.watch().hasEnded()
        || !current.equals(tls.owner())) {
      return null;
    }
    tls.continued();
    current.requested(opening);
    return current;
  }
}
