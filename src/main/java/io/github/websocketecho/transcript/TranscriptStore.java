package io.github.websocketecho.transcript;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores the recorder of each connection that has a transcript, while it is open and for a time
 * after its end. Its size is bounded. Any thread.
 */
public interface TranscriptStore {

  /** Generates an unguessable id: 128 random bits in URL-safe Base64, without padding. */
  String newId();

  /**
   * Begins the transcript of a connection that is about to open. It counts as open until the end is
   * recorded. If its opening handshake gets another status than 101, or has not been received, the
   * next attempt with the same id replaces it.
   *
   * @throws TranscriptException 409 if an open connection has the same id; 503 if too many open
   *     connections have a transcript, or if the memory for their transcripts is used up
   */
  TranscriptRecorder open(OpeningRequest request);

  /**
   * Stores the transcript of a rejected opening handshake, unless an open connection has the same
   * id.
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
   * Finds the recorder of a connection. If the connection is not on its loop yet, waits for that up
   * to one second.
   *
   * @throws TranscriptException 404 if there is none
   */
  TranscriptRecorder get(String id);

  /** Finds the recorder of a connection, without waiting; empty if there is none. */
  Optional<TranscriptRecorder> find(String id);

  /**
   * Lists all recorders, those of open connections first.
   *
   * @throws TranscriptException 404 if the list is disabled
   */
  List<TranscriptRecorder> list();
}
