package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/**
 * Recognizes opening handshakes of an echo that can be handled without another byte of the client.
 * At any other path there may be a page, which takes longer, and whose client may not read it.
 */
final class OpeningHead {

  private static final String UPGRADE = "Upgrade:";
  private static final String WEBSOCKET = "websocket";

  /** The headers of a request with a body, which would have to be awaited. */
  private static final String[] BODY = {"Content-Length:", "Transfer-Encoding:", "Expect:"};

  private final String beginning;
  private final boolean queries;

  /**
   * @param path of the echo, such as {@code /}
   * @param queries whether a handshake with a query is recognized, which may contain an id
   */
  OpeningHead(String path, boolean queries) {
    beginning = "GET " + path;
    this.queries = queries;
  }

  /**
   * Whether the bytes are the whole head of one opening handshake without a body, and nothing else.
   * The head may still be invalid. False also for a head in an unusual form, such as one with other
   * protocols in {@code Upgrade}.
   */
  boolean isWhole(ByteBuffer received) {
    byte[] bytes = new byte[received.remaining()];
    received.get(received.position(), bytes);
    String head = new String(bytes, ISO_8859_1);
    if (!isAtPath(head)) {
      return false;
    }
    boolean upgrades = false;
    int start = 0;
    int end = head.indexOf('\n');
    // Tomcat also ends a line at LF alone, which could hide a header here.
    while (end > start && head.charAt(end - 1) == '\r') {
      if (end - 1 == start) {
        return upgrades && end == head.length() - 1;
      }
      for (String name : BODY) {
        if (begins(head, start, name)) {
          return false;
        }
      }
      upgrades |=
          begins(head, start, UPGRADE)
              && head.substring(start + UPGRADE.length(), end).strip().equalsIgnoreCase(WEBSOCKET);
      start = end + 1;
      end = head.indexOf('\n', start);
    }
    return false;
  }

  private boolean isAtPath(String head) {
    int end = beginning.length();
    return head.startsWith(beginning)
        && end < head.length()
        && (head.charAt(end) == ' ' || (queries && head.charAt(end) == '?'));
  }

  private static boolean begins(String head, int start, String name) {
    return head.regionMatches(true, start, name, 0, name.length());
  }
}
