package io.github.websocketecho.transcript;

import io.github.websocketecho.admission.ClientAddresses;
import io.github.websocketecho.admission.Places;
import io.github.websocketecho.admission.Places.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;

/** Reads the bodies of requests as messages of up to {@value #LARGEST} bytes. Any thread. */
@Component
class MessageBodyReader {

  private static final int LARGEST = 64 * 1024;

  /**
   * A quarter of Tomcat's threads may wait for bodies. A quarter of these may wait for bodies of
   * one client address.
   */
  private static final int SHARE = 4;

  private static final String IDENTITY = "identity";

  private final ClientAddresses addresses;
  private final Places bodies;

  MessageBodyReader(ClientAddresses addresses, TomcatServerProperties tomcat) {
    this.addresses = addresses;
    int most = Math.max(1, tomcat.getThreads().getMax() / SHARE);
    int mostOfAddress = Math.max(1, most / SHARE);
    bodies =
        new Places(
            most,
            mostOfAddress,
            MessageBodyException::tooMany,
            () -> MessageBodyException.tooManyOfAddress(mostOfAddress));
  }

  /**
   * Reads a text in the charset that the content type names. The default is UTF-8.
   *
   * @throws MessageBodyException 400 if it is not in that charset; 413, 415, 429 or 503 if it
   *     cannot be read
   */
  TextMessage text(HttpServletRequest request) throws IOException {
    byte[] body = read(request);
    Charset charset =
        Optional.ofNullable(MediaType.parseMediaType(request.getContentType()).getCharset())
            .orElse(StandardCharsets.UTF_8);
    try {
      CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(body));
      // Some charsets can carry unpaired surrogates; UTF-8 cannot.
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(text);
      return new TextMessage(bytes(utf8));
    } catch (CharacterCodingException e) {
      throw MessageBodyException.notIn(charset);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /**
   * Reads bytes.
   *
   * @throws MessageBodyException 413, 415, 429 or 503 if they cannot be read
   */
  BinaryMessage binary(HttpServletRequest request) throws IOException {
    return new BinaryMessage(read(request));
  }

  private byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentType() == null) {
      throw MessageBodyException.withoutType();
    }
    @Nullable String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase(IDENTITY)) {
      throw MessageBodyException.encoded(encoding);
    }
    Place place = bodies.take(addresses.of(request));
    byte[] message;
    try {
      message = request.getInputStream().readNBytes(LARGEST + 1);
    } finally {
      place.leave();
    }
    if (message.length > LARGEST) {
      throw MessageBodyException.tooLarge(LARGEST);
    }
    return message;
  }
}
