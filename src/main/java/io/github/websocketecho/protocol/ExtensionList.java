package io.github.websocketecho.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses one {@code Sec-WebSocket-Extensions} header (RFC 6455, section 9.1).
 *
 * <p>The grammar is written in the notation of RFC 2616, section 2.1, so spaces and tabs may
 * surround every name, value and separator, and list elements may be empty.
 *
 * <p>One instance parses one header, in one pass over its characters. Not thread-safe.
 */
final class ExtensionList {

  /**
   * An extension.
   *
   * @param name a token
   * @param parameters in the order of the header, including repeated ones
   */
  record Extension(String name, List<Parameter> parameters) {}

  /**
   * A parameter of an extension.
   *
   * @param name a token
   * @param value a token, without surrounding quotation marks; null for none
   */
  record Parameter(String name, @Nullable String value) {}

  /** The characters of a token besides letters and digits (RFC 2616, section 2.2). */
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException() {
      super(null, null, false, false);
    }
  }

  private final String header;
  private int position;

  private ExtensionList(String header) {
    this.header = header;
  }

  /** The extensions in the order of the header; empty if the header violates the grammar. */
  static Optional<List<Extension>> parse(String header) {
    try {
      return Optional.of(new ExtensionList(header).extensions());
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private List<Extension> extensions() throws MalformedException {
    List<Extension> extensions = new ArrayList<>();
    do {
      skipSpace();
      if (!atEnd() && header.charAt(position) != ',') {
        extensions.add(extension());
      }
    } while (skip(','));
    if (!atEnd()) {
      throw new MalformedException();
    }
    return extensions;
  }

  private Extension extension() throws MalformedException {
    String name = token();
    List<Parameter> parameters = new ArrayList<>();
    while (skip(';')) {
      parameters.add(parameter());
    }
    return new Extension(name, parameters);
  }

  private Parameter parameter() throws MalformedException {
    String name = token();
    if (!skip('=')) {
      return new Parameter(name, null);
    }
    return new Parameter(name, skip('"') ? quoted() : token());
  }

  private String token() throws MalformedException {
    skipSpace();
    int start = position;
    while (!atEnd() && isTokenCharacter(header.charAt(position))) {
      position++;
    }
    if (position == start) {
      throw new MalformedException();
    }
    return header.substring(start, position);
  }

  /** The rest of a quoted string, after its opening quotation mark. Unescaped, it is a token. */
  private String quoted() throws MalformedException {
    StringBuilder value = new StringBuilder();
    while (!atEnd() && header.charAt(position) != '"') {
      if (header.charAt(position) == '\\') {
        position++;
      }
      if (atEnd() || !isTokenCharacter(header.charAt(position))) {
        throw new MalformedException();
      }
      value.append(header.charAt(position++));
    }
    if (value.isEmpty() || !skip('"')) {
      throw new MalformedException();
    }
    return value.toString();
  }

  private boolean skip(char character) {
    skipSpace();
    if (atEnd() || header.charAt(position) != character) {
      return false;
    }
    position++;
    return true;
  }

  private void skipSpace() {
    while (!atEnd() && (header.charAt(position) == ' ' || header.charAt(position) == '\t')) {
      position++;
    }
  }

  private boolean atEnd() {
    return position == header.length();
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }
}
