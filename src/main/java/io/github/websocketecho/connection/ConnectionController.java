package io.github.websocketecho.connection;

import io.github.websocketecho.engine.ConnectionObserver.Control;
import io.github.websocketecho.problem.InvalidParameterException;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/** Does something to an open connection from the server's side. */
@RestController
@RequestMapping("/connections/{id}")
class ConnectionController {

  private static final int LARGEST_MESSAGE = 64 * 1024;

  /** Of Tomcat's threads, so small a part may wait for bodies. */
  private static final int SHARE = 4;

  private final Accounts accounts;
  private final Semaphore bodies;

  ConnectionController(Accounts accounts, @Value("${server.tomcat.threads.max:200}") int threads) {
    this.accounts = accounts;
    bodies = new Semaphore(Math.max(1, threads / SHARE));
  }

  /** Starts the closing handshake; the answer does not wait for its end. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  void close(
      @PathVariable String id,
      @RequestParam(defaultValue = "1000") String code,
      @RequestParam(defaultValue = "") String reason) {
    var status = new CloseStatus(code(code).value(), reason(reason).text());
    control(accounts.get(id)).close(status);
  }

  private static CloseCode code(String text) {
    try {
      var code = new CloseCode(Integer.parseInt(text));
      if (code.mayBeSent()) {
        return code;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidParameterException("code", text, e);
    }
    throw new InvalidParameterException("code", text, null);
  }

  private static CloseReason reason(String text) {
    try {
      return new CloseReason(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidParameterException("reason", text, e);
    }
  }

  /** Sends a text message. */
  @PostMapping(path = "/messages", consumes = MediaType.TEXT_PLAIN_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void text(@PathVariable String id, InputStream body) throws IOException {
    Account account = accounts.get(id);
    byte[] text = read(body);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw AccountException.messageNotUtf8();
    }
    send(account, new TextMessage(text));
  }

  /** Sends a binary message. */
  @PostMapping(path = "/messages", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void binary(@PathVariable String id, InputStream body) throws IOException {
    Account account = accounts.get(id);
    send(account, new BinaryMessage(read(body)));
  }

  private byte[] read(InputStream body) throws IOException {
    if (!bodies.tryAcquire()) {
      throw AccountException.tooManyBodies();
    }
    byte[] message;
    try {
      message = body.readNBytes(LARGEST_MESSAGE + 1);
    } finally {
      bodies.release();
    }
    if (message.length > LARGEST_MESSAGE) {
      throw AccountException.messageTooLarge(LARGEST_MESSAGE);
    }
    return message;
  }

  private static void send(Account account, WebSocketMessage<?> message) {
    Control control = control(account);
    try {
      control.send(message);
    } catch (IOException e) {
      control(account); // If it has been closed meanwhile, that is why.
      throw AccountException.peerIsSlow();
    }
  }

  private static Control control(Account account) {
    Control control = account.control();
    if (control == null) {
      throw AccountException.notOpen(account.id());
    }
    return control;
  }
}
