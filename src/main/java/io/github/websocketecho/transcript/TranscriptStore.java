package io.github.websocketecho.transcript;

import java.util.List;
import java.util.Map;

/**
 * Keeps a recorder for each connection that has a transcript: while it is open, and for a time
 * after its end. Its size is bounded. Any thread.
 */
public interface TranscriptStore {

  /** Makes an id that cannot be guessed: 128 random bits in URL-safe Base64, without padding. */
  String newId();

  /**
   * Begins the transcript of a connection that is about to open. It counts as open until the end is
   * recorded.
   *
   * @throws TranscriptException 409 if an open connection has the same id; 503 if too many open
   *     connections have a transcript, or if their transcripts use all the memory they may use
   */
  TranscriptRecorder open(OpeningRequest request);

  /**
   * Keeps the transcript of a refused opening handshake, unless an open connection has the same id.
   *
   * @param status of the response
   * @param headers of the response: each name with its values, joined by ", "
   */
  void refused(OpeningRequest request, int status, Map<String, String> headers);

  /** Whether an open connection has this id. */
  boolean isOpen(String id);

  /** The approximate number of transcripts, of open and of ended connections. */
  long count();

  /**
   * Finds the recorder of a connection. Waits up to a second if the connection is just being
   * opened.
   *
   * @throws TranscriptException 404 if there is none
   */
  TranscriptRecorder get(String id);

  /**
   * Lists all recorders, those of open connections first.
   *
   * @throws TranscriptException 404 if the list is disabled
   */
  List<TranscriptRecorder> list();
}
