package io.github.websocketecho;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// All settings under `websocket-echo`. An invalid value or an unknown name fails the start with a
/// message that names the property.
///
/// IDEs show these descriptions, and `src/docs/settings.md` is generated from them. `The client
/// sees:` introduces what a client observes at the limit. Defaults are not repeated, because the
/// metadata contains them. The comments are Markdown, because IDEs and the document show them
/// unchanged.
///
/// @param allowedOrigins Comma-separated list of the origins whose pages may connect. Each is `*`
///   for any, `null`, an origin such as `https://example.com` or `https://example.com:8443`, or a
///   pattern such as `https://*.example.com` or `https://example.com:*`, in any case of letters.
///   The server's own page and clients that send no `Origin` header may always connect. The client
///   sees: 403 before the upgrade, if the origin of its page is not in the list (RFC 6455, section
///   4.2.2).
/// @param trustedProxies Comma-separated list of reverse proxies, each an IP address or a range
///   such as `10.0.0.0/8` or `fd00::/8`. The server takes the client's address from the `Forwarded`
///   (RFC 7239) or `X-Forwarded-For` header of their requests, and ignores these headers from any
///   other address. If both headers are present and disagree, one of them is not from the proxy,
///   and the proxy itself counts as the client.
/// @param loops Number of event loops, 0 to 64 (0: half the number of processors, at least 1). Each
///   takes 1.2 MB outside the heap. The start fails if all of them would take more than half of the
///   memory that the process may use outside the heap.
/// @param pingInterval Time without input after which the server pings the client of an echo, 0s to
///   1h (0s: no pings). Proxies end connections that are quiet; pings keep them open. Scenarios are
///   not pinged. The client sees: an empty ping.
/// @param api The HTTP API
/// @param limits Limits of connections, requests and memory
/// @param scenarios Which scenarios there are
/// @param conformance The conformance suite
/// @param transcripts What the server keeps of what it saw of its connections
/// @param tls A second port for `wss`
/// @param replicas What several replicas share
@ConfigurationProperties(prefix = "websocket-echo", ignoreUnknownFields = false)
public record EchoProperties(
    @DefaultValue("*") List<String> allowedOrigins,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("0") int loops,
    @DefaultValue("0s") Duration pingInterval,
    @DefaultValue Api api,
    @DefaultValue Limits limits,
    @DefaultValue Scenarios scenarios,
    @NestedConfigurationProperty @DefaultValue ConformanceProperties conformance,
    @DefaultValue Transcripts transcripts,
    @DefaultValue Tls tls,
    @NestedConfigurationProperty @DefaultValue ReplicasProperties replicas) {

  /**
   * @throws InvalidSettingException if a value is not allowed
   */
  public EchoProperties {
    Allowed.notEmpty("allowed-origins", allowedOrigins, "one origin or more, or *");
    Allowed.origins("allowed-origins", allowedOrigins);
    Allowed.addresses("trusted-proxies", trustedProxies);
    Allowed.number("loops", loops, 0, 64);
    Allowed.time("ping-interval", pingInterval, "0s", "1h");
  }

  // The annotation processor uses the first parameter whose name has the same beginning, so
  // handshake must precede handshakes.
  /// Limits of connections, requests and memory.
  ///
  /// @param connections Maximum number of open connections, 0 to 1000000 (0: no limit). The client
  ///   sees: 503 with `Retry-After: 5` before the upgrade. The page and health still answer.
  /// @param connectionsPerAddress Maximum number of open connections from one client's address, 0
  ///   to 1000000 (0: no limit). An IPv6 network of 64 bits counts as one address. The client sees:
  ///   429 with `Retry-After: 5` before the upgrade.
  /// @param connectionRate Maximum number of new connections per second from one client's address,
  ///   0 to 1000000 (0: no limit). The client sees: 429 with `Retry-After` before the upgrade.
  /// @param tlsConnections Maximum number of connections over TLS, 0 to 1000000 (0: the number that
  ///   fits into a quarter of the heap at 80 KB each). The client sees: 503 with `Retry-After: 5`
  ///   before the upgrade. If 16 rejected connections are still open, TCP ends before TLS begins.
  /// @param requests Maximum number of plain requests in progress, such as those for the page, 0 to
  ///   1000000 (0: the number that fits into an eighth of the heap at 128 KB each). It is at most
  ///   half of `server.tomcat.threads.max`, whose default here is 48. A request is in progress
  ///   until the client has received the whole response. The client sees: 503 with `Retry-After:
  ///   5`, then the end of TCP. Opening handshakes and health requests are always answered.
  /// @param requestsPerAddress Maximum number of plain requests in progress from one client's
  ///   address, 0 to 1000000 (0: no limit). The client sees: 429 with `Retry-After: 5`, then the
  ///   end of TCP.
  /// @param handshake Maximum time for TLS, then for the head of each request (that of the opening
  ///   handshake included), and between two requests, 100ms to 5m. A request with a body has four
  ///   times as long until it is answered. If the server answers before it has received the whole
  ///   request, the client has this time to send the rest, of which up to 16 MiB are discarded. The
  ///   client sees: the end of TCP without a response, even if its bytes arrive one by one.
  /// @param handshakes Maximum number of connections that wait for their client, for TLS, for the
  ///   head or the rest of a request or for the next request, 0 to 1000000 (0: the number that fits
  ///   into a quarter of the heap at 40 KB each). The number for 0 is the maximum in any case. The
  ///   client sees: the end of TCP, for the connections that have waited the longest.
  /// @param messageSize Maximum size of a message, in one frame or in fragments, 0 or more (0: no
  ///   limit). A compressed message counts by its inflated size. The client sees: close code 1009,
  ///   as soon as a frame header announces a longer message.
  /// @param messageRate Maximum number of messages per second on one connection, 0 to 1000000 (0:
  ///   no limit). Each fragment, ping, pong and close frame counts as one message. The messages of
  ///   one second may arrive at once. The client sees: later echoes, because the server pauses
  ///   reading. If the client is more than ten seconds ahead of the limit: close code 1008, with a
  ///   reason that names the limit.
  /// @param byteRate Maximum number of bytes per second on one connection, 0 or more (0: no limit).
  ///   The inflated size of a compressed message counts too. The bytes of one second may arrive at
  ///   once. The client sees: later echoes, because the server pauses reading. If the client is
  ///   more than ten seconds ahead of the limit: close code 1008, with a reason that names the
  ///   limit.
  /// @param floodRate Maximum number of bytes per second that `/flood` and `/push` send on all
  ///   connections together, 0 or more (0: no limit). The client sees: later messages.
  /// @param backlog Memory of all connections together for incomplete messages, and for echoes that
  ///   wait for their time or for their clients, 1MB to 16GB (0: an eighth of the heap). The more
  ///   of it is in use, the smaller are the pieces in which the server reads and echoes. The client
  ///   sees: echoes in smaller pieces. If all of it is in use: 1 KiB at a time, and close code 1008
  ///   at `/slow`.
  /// @param echoBuffer Maximum size of the echoes that are buffered for one client, which may send
  ///   a whole message before it reads, 0 to 1GB (0: the server does not read while an echo waits).
  ///   It is at most half of `limits.backlog`. The server pauses reading at this size, and also
  ///   while more than half of `limits.backlog` is in use. The client sees: its input stays unread
  ///   until it reads.
  /// @param socketBuffer Maximum size of the operating system's buffer for each direction of one
  ///   connection, 0 to 64MB (0: the operating system decides). Linux takes twice as much. This
  ///   memory counts in no other limit, and a client that does not read fills it. The client sees:
  ///   TCP flow control. With a long round-trip time, one connection transfers at most this size in
  ///   each round trip.
  /// @param compression Memory of all connections together for compressing and inflating, 1MB to
  ///   16GB (0: the size of an eighth of the heap). Most of it lies outside the heap. The client
  ///   sees: no permessage-deflate on new connections, and uncompressed messages on open ones.
  /// @param idle Maximum time without input on a connection, 0s to 30d (0s: no limit). The client
  ///   sees: close code 1001, with a reason that names the limit.
  /// @param lifetime Maximum time that a connection may be open, 0s to 30d (0s: no limit). The
  ///   client sees: close code 1001, with a reason that names the limit.
  /// @param writeStall Maximum time in which a client receives none of the data that waits for it,
  ///   0s to 1h (0s: no limit). The time does not run while the server reads what this client
  ///   sends. The client sees: the end of TCP.
  /// @param closing Maximum time for the client's part of the closing handshake, at a shutdown too,
  ///   10ms to 1m. The client sees: the end of TCP.
  public record Limits(
      @DefaultValue("10000") int connections,
      @DefaultValue("500") int connectionsPerAddress,
      @DefaultValue("200") int connectionRate,
      @DefaultValue("0") int tlsConnections,
      @DefaultValue("0") int requests,
      @DefaultValue("16") int requestsPerAddress,
      @DefaultValue("1000") int handshakes,
      @DefaultValue("10s") Duration handshake,
      @DefaultValue("0") DataSize messageSize,
      @DefaultValue("10000") int messageRate,
      @DefaultValue("32MB") DataSize byteRate,
      @DefaultValue("128MB") DataSize floodRate,
      @DefaultValue("0") DataSize backlog,
      @DefaultValue("64MB") DataSize echoBuffer,
      @DefaultValue("512KB") DataSize socketBuffer,
      @DefaultValue("0") DataSize compression,
      @DefaultValue("0s") Duration idle,
      @DefaultValue("1d") Duration lifetime,
      @DefaultValue("30s") Duration writeStall,
      @DefaultValue("5s") Duration closing) {

    /**
     * @throws InvalidSettingException if a value is not allowed
     */
    public Limits {
      Allowed.number("limits.connections", connections, 0, 1_000_000);
      Allowed.number("limits.connections-per-address", connectionsPerAddress, 0, 1_000_000);
      Allowed.number("limits.connection-rate", connectionRate, 0, 1_000_000);
      Allowed.number("limits.tls-connections", tlsConnections, 0, 1_000_000);
      Allowed.number("limits.requests", requests, 0, 1_000_000);
      Allowed.number("limits.requests-per-address", requestsPerAddress, 0, 1_000_000);
      Allowed.number("limits.handshakes", handshakes, 0, 1_000_000);
      Allowed.time("limits.handshake", handshake, "100ms", "5m");
      Allowed.number("limits.message-rate", messageRate, 0, 1_000_000);
      Allowed.time("limits.idle", idle, "0s", "30d");
      Allowed.time("limits.lifetime", lifetime, "0s", "30d");
      Allowed.time("limits.write-stall", writeStall, "0s", "1h");
      Allowed.time("limits.closing", closing, "10ms", "1m");
      Allowed.size("limits.message-size", messageSize);
      Allowed.size("limits.byte-rate", byteRate);
      Allowed.size("limits.flood-rate", floodRate);
      backlog = HeapShare.size("limits.backlog", backlog);
      tlsConnections = HeapShare.count(tlsConnections, HEAP_FOR_TLS, PER_TLS_CONNECTION);
      requests = HeapShare.count(requests, HEAP_FOR_REQUESTS, PER_REQUEST);
      handshakes = HeapShare.count(handshakes, HEAP_FOR_HANDSHAKES, PER_HANDSHAKE);
      Allowed.size("limits.echo-buffer", echoBuffer, "1GB");
      Allowed.size("limits.socket-buffer", socketBuffer, "64MB");
      compression = HeapShare.size("limits.compression", compression);
    }

    /** The number of connections that may wait for their client, limited by the memory. */
    public int waitingClients() {
      return Math.min(handshakes, HeapShare.count(0, HEAP_FOR_HANDSHAKES, PER_HANDSHAKE));
    }
  }

  /// Limits of the transcripts, which the server records of connections with `?connection=` and of
  /// all connections to scenarios.
  ///
  /// @param count Maximum number of transcripts of ended connections, 1 to 1000000. Beyond it, the
  ///   server discards those that are requested least. The client sees: 404 for a discarded
  ///   transcript.
  /// @param size Approximate memory for the transcripts of ended connections, 1MB to 16GB (0: an
  ///   eighth of the heap). Beyond it, the server discards those that are requested least. The
  ///   transcripts of open connections may use the same amount again: three quarters for frames,
  ///   and one quarter for the texts of opening handshakes. The client sees: 404 for a discarded
  ///   transcript. If the frames of open connections exceed their part: only the last 16 frames of
  ///   each connection. If the opening handshakes exceed theirs: 503 with `Retry-After: 1` before
  ///   the upgrade.
  /// @param age Time for which a transcript is kept after its connection has ended, 1s to 30d. The
  ///   client sees: 404 afterwards.
  /// @param open Maximum number of open connections with a transcript (those to scenarios, and
  ///   those with `?connection=`), 1 to 1000000. The client sees: 503 with `Retry-After: 1` before
  ///   the upgrade.
  /// @param eventStreamsPerAddress Maximum number of open `GET /connections/{id}/events` requests
  ///   from one client's address, 1 to 256. The client sees: 429 with `Retry-After: 1`. Beyond 256
  ///   from all clients: 503 with `Retry-After: 1`.
  /// @param waitingPerAddress Maximum number of waiting `GET /connections/{id}?wait=` requests from
  ///   one client's address, 1 to 256. The client sees: 429 with `Retry-After: 1`. Beyond 256 from
  ///   all clients: 503 with `Retry-After: 1`.
  /// @param list Whether `GET /connections` lists the ids of all transcripts, which anybody can
  ///   then request. The client sees: 404, if the list is off.
  public record Transcripts(
      @DefaultValue("10000") int count,
      @DefaultValue("0") DataSize size,
      @DefaultValue("10m") Duration age,
      @DefaultValue("1000") int open,
      @DefaultValue("16") int eventStreamsPerAddress,
      @DefaultValue("64") int waitingPerAddress,
      @DefaultValue("false") boolean list) {

    /**
     * @throws InvalidSettingException if a value is not allowed
     */
    public Transcripts {
      Allowed.number("transcripts.count", count, 1, 1_000_000);
      Allowed.time("transcripts.age", age, "1s", "30d");
      Allowed.number("transcripts.open", open, 1, 1_000_000);
      Allowed.number("transcripts.event-streams-per-address", eventStreamsPerAddress, 1, 256);
      Allowed.number("transcripts.waiting-per-address", waitingPerAddress, 1, 256);
      size = HeapShare.size("transcripts.size", size);
    }
  }

  /** The memory of Tomcat's buffers and of the SSLEngine. */
  private static final DataSize PER_TLS_CONNECTION = DataSize.ofKilobytes(80);

  private static final int HEAP_FOR_TLS = 4;

  /** The memory of Tomcat's buffers and of a request's head. */
  private static final DataSize PER_HANDSHAKE = DataSize.ofKilobytes(40);

  private static final int HEAP_FOR_HANDSHAKES = 4;

  /** The memory of buffers, a thread and a response. */
  private static final DataSize PER_REQUEST = DataSize.ofKilobytes(128);

  private static final int HEAP_FOR_REQUESTS = 8;

  /// The HTTP API: `/connections`, `/sequences`, `/certificates` and `/scenarios`.
  ///
  /// @param allowedOrigins Comma-separated list of the origins whose pages may use the HTTP API in
  ///   a browser, with CORS. Each is as in `websocket-echo.allowed-origins`. With `*` or `null`,
  ///   the pages of all sites may use it. The server's own page and clients other than browsers may
  ///   always use it. The client sees: answers that its page cannot read, and 403 for a `POST` or a
  ///   `DELETE`, if the list does not contain the page's origin.
  public record Api(@DefaultValue List<String> allowedOrigins) {

    /**
     * @throws InvalidSettingException if a value is not allowed
     */
    public Api {
      Allowed.origins("api.allowed-origins", allowedOrigins);
    }
  }

  /// Which scenarios there are. A public server may leave some out.
  ///
  /// @param exclude Comma-separated list of the scenarios that are switched off. Each is a group
  ///   such as `group:illegal`, the id of a scenario such as `refuse`, or `sequence` for the
  ///   sequences. The start fails if there is no such group or scenario. The client sees: 404 at
  ///   their addresses, with a problem detail that says so.
  public record Scenarios(@DefaultValue List<String> exclude) {

    /** The name of the sequences, which are no scenario of the catalogue. */
    private static final String SEQUENCE = "sequence";

    /** Whether a client can connect to sequences. */
    public boolean hasSequences() {
      return !exclude.contains(SEQUENCE);
    }

    /** The names without the one of the sequences, each of a group or of a scenario. */
    public List<String> excludedFromCatalogue() {
      return exclude.stream().filter(name -> !name.equals(SEQUENCE)).toList();
    }
  }

  /// A second port for TLS. Its certificate is self-signed and generated at each start, so clients
  /// must be configured to trust it. For a certificate of your own, use Spring Boot's `server.ssl`.
  ///
  /// @param port TCP port for `wss` with a self-signed certificate that is made at each start, -1
  ///   to 65535 (0: a free port, -1: none). The start fails if the port is in use.
  /// @param domain Domain of the names with test certificates, such as `expired.localhost`, 1 to
  ///   100 characters in lower case. Without a DNS of your own, leave the default.
  public record Tls(@DefaultValue("-1") int port, @DefaultValue("localhost") String domain) {

    /**
     * @throws InvalidSettingException if a value is not allowed
     */
    public Tls {
      Allowed.number("tls.port", port, -1, 65_535);
      Allowed.domain("tls.domain", domain);
    }
  }
}
