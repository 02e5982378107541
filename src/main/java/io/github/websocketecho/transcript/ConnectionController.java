package io.github.websocketecho.transcript;

import io.github.websocketecho.http.CloseParameters;
import io.github.websocketecho.http.KnownParameters;
import io.github.websocketecho.http.RequestParameter;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.CloseStatus;

/** Closes an open connection, or sends a message on it, from the server's side. */
@RestController
@RequestMapping("/connections/{id}")
class ConnectionController {

  private static final RequestParameter<CloseCode> CODE =
      new RequestParameter<>("code", CloseParameters.CODES);
  private static final RequestParameter<CloseReason> REASON =
      new RequestParameter<>("reason", CloseParameters.REASONS);

  private final TranscriptDirectory transcripts;
  private final MessageBodyReader messages;

  ConnectionController(TranscriptDirectory transcripts, MessageBodyReader messages) {
    this.transcripts = transcripts;
    this.messages = messages;
  }

  /** Starts the closing handshake. The response does not wait for its end. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  void close(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request) {
    KnownParameters.check(request, CODE, REASON);
    CloseCode closeCode = code == null ? CloseCode.NORMAL_CLOSURE : CODE.parse(code);
    var status = new CloseStatus(closeCode.value(), REASON.parse(reason).text());
    transcripts.get(id).close(status);
  }

  /** Sends a text message. */
  @PostMapping(path = "/messages", consumes = MediaType.TEXT_PLAIN_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void text(@PathVariable String id, HttpServletRequest request) throws IOException {
    KnownParameters.check(request);
    WatchedTranscript transcript = transcripts.get(id);
    transcript.send(messages.text(request));
  }

  /** Sends a binary message. */
  @PostMapping(path = "/messages", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void binary(@PathVariable String id, HttpServletRequest request) throws IOException {
    KnownParameters.check(request);
    WatchedTranscript transcript = transcripts.get(id);
    transcript.send(messages.binary(request));
  }
}
