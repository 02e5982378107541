package io.github.websocketecho.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code Sec-WebSocket-Extensions} header by its grammar (RFC 6455, section 9.1).
 *
 * <p>Spaces and tabs may stand around every name, value and sign, and list elements may be empty,
 * as RFC 2616, section 2.1, has it for the grammars that are written in its notation.
 *
 * <p>One instance reads one header once, in one pass over its characters; for one thread.
 */
final class ExtensionList {

  /**
   * An extension with its parameters, in their order, repeated ones included.
   *
   * @param name a token
   */
  record Extension(String name, List<Parameter> parameters) {}

  /**
   * A parameter of an extension.
   *
   * @param name a token
   * @param value a token, without the quotation marks that it may have had; null for none
   */
  record Parameter(String name, @Nullable String value) {}

  /** What a token may hold besides letters and digits (RFC 2616, section 2.2). */
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

  /** The extensions in their order; empty if the header violates the grammar anywhere. */
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

  /** What is left of a quoted string after its first quotation mark: a token, once unescaped. */
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

  private boolean skip(char sign) {
    skipSpace();
    if (atEnd() || header.charAt(position) != sign) {
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
