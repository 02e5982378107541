package io.github.websocketecho;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Everything that can be set, under {@code websocket-echo}. A bad value, or a name that is not one
 * of these, stops the start with a message that names the property.
 *
 * @param allowedOrigins the origins whose pages may open a connection, in any case of letters, each
 *     {@code *} for any (the default), an origin such as {@code https://example.com}, or a pattern
 *     of one such as {@code https://*.example.com} or {@code https://example.com:*}. The page's own
 *     origin may always connect, and so may a client that sends no {@code Origin} header. Everybody
 *     else gets 403 before the upgrade (RFC 6455, section 4.2.2).
 * @param trustedProxies the addresses of reverse proxies, each an IP address or a range such as
 *     {@code 10.0.0.0/8}; none by default. For what they ask, the client is the one that they name
 *     in {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For}; what others say in these headers
 *     counts for nothing. Where the two disagree, one of them is not from the proxy, and the client
 *     is the proxy itself.
 * @param loops the number of event loops, 1-64; 0 (the default) for half the processors, at least
 *     1. Each takes 1.2 MB outside the heap: if all of them would take more than half of what the
 *     process may take there, the start fails.
 * @param limits what a connection may not outstay or exceed
 * @param connections how much is kept of what the server saw of its connections
 * @param tls a second port for {@code wss}
 */
@Validated
@ConfigurationProperties(prefix = "websocket-echo", ignoreUnknownFields = false)
public record EchoProperties(
    @DefaultValue("*") @NotEmpty
        List<@Pattern(regexp = ORIGIN, message = ORIGIN_MESSAGE) String> allowedOrigins,
    @DefaultValue List<@Pattern(regexp = RANGE, message = RANGE_MESSAGE) String> trustedProxies,
    @DefaultValue("0") @Min(0) @Max(64) int loops,
    @DefaultValue @Valid Limits limits,
    @DefaultValue @Valid Connections connections,
    @DefaultValue @Valid Tls tls) {

  /**
   * What a connection may not outstay or exceed.
   *
   * @param connections how many connections may be open, 0-1000000; 10000 by default, 0 for any
   *     number. Further ones get 503 before the upgrade.
   * @param connectionsPerAddress how many of them may come from one client's address (an IPv6
   *     network of 64 bits counts as one), 0-1000000; 500 by default, 0 for any number. Further
   *     ones get 429 before the upgrade.
   * @param connectionRate how many new connections may come from one client's address in a second,
   *     0-1000000; 200 by default, 0 for any number. Further ones get 429 before the upgrade.
   * @param tlsConnections how many of them there may be over TLS, 0-1000000; 0 (the default) for as
   *     many as fit into a quarter of the heap, 80 KB each. Further ones get 503 before the
   *     upgrade, but no more than 16 of them: beyond those TCP ends before TLS begins.
   * @param requests how many plain requests, such as those for the page, may be answered at a time,
   *     0-1000000; 0 (the default) for as many as fit into an eighth of the heap, 128 KB each;
   *     never more than half of {@code server.tomcat.threads.max}, which is 48. A request is
   *     answered once the client has taken all of the answer. Further ones get 503, but opening
   *     handshakes and the server's health are always answered.
   * @param requestsPerAddress how many of them may come from one client's address, 0-1000000; 16 by
   *     default, 0 for any number. Further ones get 429.
   * @param handshakes how many connections may wait for their client at a time: for TLS, for the
   *     head of a request or for another request; 0-1000000; 1000 by default, 0 for as many as fit
   *     into a quarter of the heap, 40 KB each, which is the most in any case. Beyond it TCP ends
   *     for those that have waited the longest.
   * @param handshake how long the head of a request may take, that of an opening handshake above
   *     all, and TLS before it; and how long a connection may stay quiet before the next request;
   *     100 ms to 5 minutes; 10 s by default. Then TCP ends.
   * @param messageSize the longest message [bytes], of one frame or of fragments; 0 (the default)
   *     for any. A longer one gets 1009 as soon as a header says so.
   * @param messageRate how many messages a client may send in a second, 0-1000000; 10000 by
   *     default, 0 for any number. Each fragment counts, and each ping, pong and close. What is
   *     more is read later; ten seconds' worth at once gets 1008.
   * @param byteRate how many bytes a client may send in a second; 32MB by default, 0 for any
   *     number. What a compressed message inflates to counts too. What is more is read later; ten
   *     seconds' worth at once gets 1008.
   * @param backlog how much memory all connections together may take for what has come and is not
   *     whole, and for echoes that wait for their time or for their clients, 1MB-16GB; 0 (the
   *     default) for an eighth of the heap. The more of it is taken, the smaller are the pieces in
   *     which the server reads and echoes; once all of it is, 1 KiB at a time, and {@code /slow}
   *     closes with 1008.
   * @param echoBuffer how much of its echoes may wait for one client that does not read them yet,
   *     because it writes a whole message first; up to 1GB; 64MB by default, and never more than
   *     half of {@code backlog}. As long as less waits, and less than half of {@code backlog} is
   *     taken, the server reads on; otherwise it leaves unread what the client sends. 0 to leave it
   *     unread at once.
   * @param socketBuffer how much the operating system may buffer of each direction of one
   *     connection, up to 64MB; 512KB by default, 0 for as much as it likes. Linux counts twice as
   *     much. It counts in no other limit, and a client that does not read fills it. Over a long
   *     way it bounds how fast one connection is, to so much in each round trip.
   * @param compression how much memory all connections together may take to compress and to
   *     inflate, 1MB-16GB; 0 (the default) for as much as an eighth of the heap, though most of it
   *     lies outside. Beyond it new connections get no permessage-deflate, and messages go out
   *     uncompressed.
   * @param idle how long a connection may stay quiet, up to 30 days; 0 (the default) for ever. Then
   *     it gets 1001.
   * @param lifetime how long a connection may be open, up to 30 days; 1 day by default, 0 for ever.
   *     Then it gets 1001.
   * @param writeStall how long a client may take nothing of what waits for it, up to 1 hour; 0 for
   *     ever; 30 s by default. Then TCP ends.
   * @param closing how long the client's part of a closing is waited for, 10 ms to 1 minute; 5 s by
   *     default. Then TCP ends.
   */
  public record Limits(
      @DefaultValue("10000") @Min(0) @Max(1_000_000) int connections,
      @DefaultValue("500") @Min(0) @Max(1_000_000) int connectionsPerAddress,
      @DefaultValue("200") @Min(0) @Max(1_000_000) int connectionRate,
      @DefaultValue("0") @Min(0) @Max(1_000_000) int tlsConnections,
      @DefaultValue("0") @Min(0) @Max(1_000_000) int requests,
      @DefaultValue("16") @Min(0) @Max(1_000_000) int requestsPerAddress,
      @DefaultValue("1000") @Min(0) @Max(1_000_000) int handshakes,
      @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5) Duration handshake,
      @DefaultValue("0") DataSize messageSize,
      @DefaultValue("10000") @Min(0) @Max(1_000_000) int messageRate,
      @DefaultValue("32MB") DataSize byteRate,
      @DefaultValue("0") DataSize backlog,
      @DefaultValue("64MB") DataSize echoBuffer,
      @DefaultValue("512KB") DataSize socketBuffer,
      @DefaultValue("0") DataSize compression,
      @DefaultValue("0s") @DurationMin @DurationMax(days = 30) Duration idle,
      @DefaultValue("1d") @DurationMin @DurationMax(days = 30) Duration lifetime,
      @DefaultValue("30s") @DurationMin @DurationMax(hours = 1) Duration writeStall,
      @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration closing) {

    /**
     * @throws IllegalArgumentException if a size is not in its range
     */
    public Limits {
      requireNotNegative("message-size", messageSize);
      requireNotNegative("byte-rate", byteRate);
      backlog = shareOfHeap("limits.backlog", backlog);
      tlsConnections = fitting(tlsConnections, HEAP_FOR_TLS, PER_TLS_CONNECTION);
      requests = fitting(requests, SHARE, PER_REQUEST);
      handshakes = fitting(handshakes, HEAP_FOR_HANDSHAKES, PER_HANDSHAKE);
      requireAtMost("echo-buffer", echoBuffer, LARGEST_ECHO_BUFFER);
      requireAtMost("socket-buffer", socketBuffer, LARGEST_SOCKET_BUFFER);
      compression = shareOfHeap("limits.compression", compression);
    }

    /** How many connections may wait for their client: no more than there is memory for. */
    public int waitingClients() {
      return Math.min(handshakes, fitting(0, HEAP_FOR_HANDSHAKES, PER_HANDSHAKE));
    }

    private static void requireAtMost(String name, DataSize size, DataSize most) {
      if (size.isNegative() || size.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "websocket-echo.limits." + name + " must be 0-" + most + ": " + size);
      }
    }

    private static void requireNotNegative(String name, DataSize size) {
      if (size.isNegative()) {
        throw new IllegalArgumentException(
            "websocket-echo.limits." + name + " must not be negative: " + size);
      }
    }
  }

  /**
   * How much is kept of what the server saw: of the connections that asked for it by {@code
   * ?connection=}, and of all to endings.
   *
   * @param count how many accounts of connections that have ended are kept, 1-1000000; 10000 by
   *     default. Beyond it the ones that are least asked for go.
   * @param size how much memory they take, about, 1MB-16GB; 0 (the default) for an eighth of the
   *     heap. Beyond it the ones that are least asked for go. What is kept of connections that are
   *     open may take as much: their frames three quarters of it, beyond which each keeps its last
   *     16, and the rest is for the texts of opening handshakes, beyond which further ones get 503
   *     before the upgrade.
   * @param age how long one is kept after the end, 1 s to 30 days; 10 min by default
   * @param open how many connections that have an account may be open at a time, 1-1000000; 1000 by
   *     default. Further ones get 503 before the upgrade.
   * @param eventStreamsPerAddress how many {@code GET /connections/{id}/events} of one client's
   *     address may be open at a time, 1-256; 16 by default. Further ones get 429, and 503 beyond
   *     256 in all.
   * @param waitingPerAddress how many {@code GET /connections/{id}?wait=} of one client's address
   *     may wait at a time, 1-256; 64 by default. Further ones get 429, and 503 beyond 256 in all.
   * @param list whether {@code GET /connections} lists the ids, which anybody can then ask for; off
   *     by default: 404
   */
  public record Connections(
      @DefaultValue("10000") @Min(1) @Max(1_000_000) int count,
      @DefaultValue("0") DataSize size,
      @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(days = 30) Duration age,
      @DefaultValue("1000") @Min(1) @Max(1_000_000) int open,
      @DefaultValue("16") @Min(1) @Max(256) int eventStreamsPerAddress,
      @DefaultValue("64") @Min(1) @Max(256) int waitingPerAddress,
      @DefaultValue("false") boolean list) {

    /**
     * @throws IllegalArgumentException if the size is not in its range
     */
    public Connections {
      size = shareOfHeap("connections.size", size);
    }
  }

  private static final DataSize LARGEST_ECHO_BUFFER = DataSize.ofGigabytes(1);
  private static final DataSize LARGEST_SOCKET_BUFFER = DataSize.ofMegabytes(64);

  /** Tomcat's buffers and the SSLEngine. */
  private static final DataSize PER_TLS_CONNECTION = DataSize.ofKilobytes(80);

  private static final int HEAP_FOR_TLS = 4;

  /** Tomcat's buffers, and what it reads the head of a request into. */
  private static final DataSize PER_HANDSHAKE = DataSize.ofKilobytes(40);

  private static final int HEAP_FOR_HANDSHAKES = 4;

  /** Buffers, a thread, and what the answer is made of. */
  private static final DataSize PER_REQUEST = DataSize.ofKilobytes(128);

  private static final int FEWEST = 16;

  /** A number that was set; for 0, how many of a size fit into this part of the heap. */
  private static int fitting(int count, int part, DataSize each) {
    long fitting = Runtime.getRuntime().maxMemory() / part / each.toBytes();
    return count != 0 ? count : Math.clamp(fitting, FEWEST, Integer.MAX_VALUE);
  }

  private static final DataSize SMALLEST = DataSize.ofMegabytes(1);
  private static final DataSize LARGEST = DataSize.ofGigabytes(16);
  private static final int SHARE = 8;

  /** A size that was set; an eighth of the largest heap for 0, but at least 1MB. */
  private static DataSize shareOfHeap(String name, DataSize size) {
    if (size.toBytes() == 0) {
      long share = Runtime.getRuntime().maxMemory() / SHARE;
      return DataSize.ofBytes(Math.max(share, SMALLEST.toBytes()));
    }
    if (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException(
          "websocket-echo." + name + " must be 0 or 1MB-16GB: " + size);
    }
    return size;
  }

  /**
   * A second port that speaks TLS, with a certificate that is made at every start and that nobody
   * has signed: a client has to be told to trust it. What has a certificate of its own is set by
   * Spring Boot's {@code server.ssl}.
   *
   * @param port a TCP port, 0-65535, where 0 picks a free one; -1 (the default) for none. The start
   *     fails if it is taken.
   */
  public record Tls(@DefaultValue("-1") @Min(-1) @Max(65_535) int port) {}

  private static final String RANGE = "[0-9a-fA-F:.]+(/[0-9]{1,3})?";
  private static final String RANGE_MESSAGE =
      "must be an IP address or a range such as 10.0.0.0/8 or fd00::/8";

  private static final String HOST = "([^/\\s:?#\\[\\]]+|\\[[0-9a-fA-F:.]+\\])";
  private static final String PORT = "(:([0-9]{1,5}|\\*))?";
  private static final String ORIGIN = "\\*|(?i:null|[a-z][a-z0-9+.-]*://" + HOST + PORT + ")";
  private static final String ORIGIN_MESSAGE =
      "must be *, null or an origin such as https://example.com, https://*.example.com or"
          + " https://example.com:8443";
}
