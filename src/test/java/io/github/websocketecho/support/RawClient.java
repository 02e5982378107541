package io.github.websocketecho.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/**
 * A client that sends the bytes of the caller unchanged, and returns received frames unchanged. It
 * does not apply the rules of the protocol. Every read ends after {@link #PATIENCE}.
 */
public final class RawClient implements AutoCloseable {

  private static final AtomicInteger IDS = new AtomicInteger();

  /** The longest wait of a read. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** The headers of a valid opening handshake. */
  public static final List<String> HANDSHAKE =
      List.of(
          "Host: localhost",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** A received frame. Compare it by {@link #toString}. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Frame(boolean fin, int rsv, int opcode, byte[] payload) {

    public String text() {
      return new String(payload, UTF_8);
    }

    /** A short form to compare: {@code close 4001 bye}, {@code text "hi"}, {@code ping 0a0b}. */
    @Override
    public String toString() {
      String rest =
          switch (opcode) {
            case CONTINUATION -> "continuation \"" + text() + '"';
            case TEXT -> "text \"" + text() + '"';
            case BINARY -> "binary " + HexFormat.of().formatHex(payload);
            case CLOSE -> "close " + closeText();
            case PING -> "ping " + HexFormat.of().formatHex(payload);
            case PONG -> "pong " + HexFormat.of().formatHex(payload);
            default -> opcode + " " + HexFormat.of().formatHex(payload);
          };
      return (fin ? "" : "unfinished ") + (rsv == 0 ? "" : "rsv" + rsv + ' ') + rest;
    }

    private String closeText() {
      if (payload.length < 2) {
        return payload.length == 0 ? "empty" : "of one byte";
      }
      int code = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
      return (code + " " + new String(payload, 2, payload.length - 2, UTF_8)).strip();
    }

    /** The code of a close frame. */
    public int closeCode() {
      return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }
  }

  /**
   * An HTTP response with header names in lower case, and the body that Content-Length announced.
   */
  public record Response(int status, Map<String, String> headers, String body) {

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = socket.getOutputStream();
  }

  /** Opens a TCP connection, and sends nothing. */
  public static RawClient connect(int port) throws IOException {
    return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Opens a TCP connection.
   *
   * @param buffers the size of the client's buffers in each direction [bytes]
   */
  public static RawClient connect(int port, int buffers) throws IOException {
    var socket = new Socket();
    // Set before connecting, because TCP negotiates the largest window then.
    socket.setReceiveBufferSize(buffers);
    socket.setSendBufferSize(buffers);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawClient(socket);
  }

  /** Opens a TCP connection from another address of this machine, such as 127.0.0.2. */
  public static RawClient connectFrom(String address, int port) throws IOException {
    return new RawClient(
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), 0));
  }

  /** Opens a TLS connection, and trusts every certificate. */
  public static RawClient connectTls(int port) throws IOException {
    return new RawClient(
        TrustingTls.context()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), port));
  }

  /** The certificate of the server. Only for TLS connections. */
  public X509Certificate certificate() throws IOException {
    return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
  }

  /**
   * An id that no other connection of the tests has. A test that runs more than once needs it,
   * because its connection before may still be open.
   */
  public static String newId() {
    return "id-" + IDS.incrementAndGet();
  }

  /** Opens a WebSocket connection. */
  public static RawClient open(int port, String target, String... moreHeaders) throws IOException {
    return connect(port).upgrade(target, moreHeaders);
  }

  /** Upgrades this connection to WebSocket. Closes it if that fails. */
  public RawClient upgrade(String target, String... moreHeaders) throws IOException {
    Response response = handshake(target, moreHeaders);
    if (response.status() != 101) {
      close();
      throw new IOException("Not upgraded: " + response);
    }
    return this;
  }

  /** Sends a valid opening handshake with additional headers, and reads the response. */
  public Response handshake(String target, String... moreHeaders) throws IOException {
    sendHandshake(target, moreHeaders);
    return readResponse();
  }

  /** Sends a valid opening handshake with additional headers. */
  public void sendHandshake(String target, String... moreHeaders) throws IOException {
    var lines = new java.util.ArrayList<>(HANDSHAKE);
    lines.addAll(List.of(moreHeaders));
    sendRequest("GET", target, lines);
  }

  /** Sends a request with only these headers, and reads the response. */
  public Response request(String method, String target, List<String> headers) throws IOException {
    sendRequest(method, target, headers);
    return readResponse();
  }

  /**
   * Sends a valid opening handshake and, in the same write, bytes that a client should send later.
   */
  public void sendHandshakeWith(byte[] early, String target) throws IOException {
    var all = new java.io.ByteArrayOutputStream();
    all.writeBytes(head("GET", target, HANDSHAKE).getBytes(UTF_8));
    all.writeBytes(early);
    send(all.toByteArray());
  }

  private void sendRequest(String method, String target, List<String> headers) throws IOException {
    send(head(method, target, headers).getBytes(UTF_8));
  }

  private static String head(String method, String target, List<String> headers) {
    return method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  /** Reads the head of a response. Returns its lines without the empty one. */
  public List<String> readHead() throws IOException {
    var lines = new java.util.ArrayList<String>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      lines.add(line);
    }
    return lines;
  }

  /** Reads a response with the body that Content-Length announces. */
  public Response readResponse() throws IOException {
    int status = Integer.parseInt(readLine().split(" ", 3)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      String[] nameAndValue = line.split(": *", 2);
      headers.merge(
          nameAndValue[0].toLowerCase(Locale.ROOT), nameAndValue[1], (a, b) -> a + ", " + b);
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Response(status, headers, new String(body, UTF_8));
  }

  private String readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.write(b);
    }
    return line.toString(ISO_8859_1).strip();
  }

  /** Sends bytes unchanged. */
  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends bytes in hexadecimal. Blanks are ignored. */
  public void sendHex(String digits) throws IOException {
    send(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  public void sendText(String text) throws IOException {
    send(frame(true, 0, TEXT, text.getBytes(UTF_8)));
  }

  public void sendClose(int code, String reason) throws IOException {
    byte[] text = reason.getBytes(UTF_8);
    send(
        frame(
            true,
            0,
            CLOSE,
            ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array()));
  }

  /** Encodes a masked frame. */
  public static byte[] frame(boolean fin, int rsv, int opcode, byte[] payload) {
    byte[] header = header(fin, rsv, opcode, payload.length);
    byte[] frame = Arrays.copyOf(header, header.length + payload.length);
    for (int i = 0; i < payload.length; i++) {
      frame[header.length + i] = (byte) (payload[i] ^ MASK[i % MASK.length]);
    }
    return frame;
  }

  /** Encodes the header of a masked frame, with the mask of {@link #mask}. */
  public static byte[] header(boolean fin, int rsv, int opcode, long length) {
    ByteBuffer header = ByteBuffer.allocate(14).put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
    if (length < 126) {
      header.put((byte) (0x80 | length));
    } else if (length < 65536) {
      header.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      header.put((byte) (0x80 | 127)).putLong(length);
    }
    header.put(MASK);
    return Arrays.copyOf(header.array(), header.position());
  }

  /** Masks a part of a payload in place. Its offset in the payload must be a multiple of four. */
  public static byte[] mask(byte[] part) {
    for (int i = 0; i < part.length; i++) {
      part[i] ^= MASK[i % MASK.length];
    }
    return part;
  }

  /** Reads the next frame. Throws if none is received in time or if TCP ends first. */
  public Frame read() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((second & 0x80) != 0) {
      throw new IOException("The server masked a frame");
    }
    long length = second & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = in.readNBytes(Math.toIntExact(length));
    if (payload.length < length) {
      throw new EOFException("TCP ended within a frame");
    }
    return new Frame((first & 0x80) != 0, first >> 4 & 7, first & 0xF, payload);
  }

  /** Reads the payload of the next message, from any number of frames. Discards control frames. */
  public byte[] readMessage(int type) throws IOException {
    var payload = new ByteArrayOutputStream();
    int expected = type;
    while (true) {
      Frame frame = read();
      if (frame.opcode() == CLOSE || (frame.opcode() < CLOSE && frame.opcode() != expected)) {
        throw new IOException("Received within a message of type " + type + ": " + frame);
      }
      if (frame.opcode() < CLOSE) {
        expected = CONTINUATION;
        payload.write(frame.payload());
        if (frame.fin()) {
          return payload.toByteArray();
        }
      }
    }
  }

  /** Reads a number of bytes. */
  public byte[] readBytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("TCP ended after " + HexFormat.of().formatHex(bytes));
    }
    return bytes;
  }

  /** Reads all bytes until the end of TCP. */
  public byte[] readRest() throws IOException {
    return in.readAllBytes();
  }

  /** Waits for a time. Throws if a byte is received or TCP ends. */
  public void readNothing(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      throw new IOException("The server is not silent: " + in.read());
    } catch (SocketTimeoutException e) {
      // Nothing was received, as expected.
    } finally {
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }
  }

  /** Waits for a time, and discards the first byte, if one is received. */
  public void readNothingOrSomething(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      in.read();
    } catch (SocketTimeoutException e) {
      // Nothing was received.
    } finally {
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }
  }

  /** Discards all bytes for a time. Returns whether TCP has ended, with FIN or with RST. */
  public boolean ended(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      while (in.read() >= 0) {
        // Discarded.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } finally {
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }
  }

  /** Waits for the end of TCP. Throws if a byte is received first. */
  public void readEnd() throws IOException {
    int b = in.read();
    if (b != -1) {
      throw new IOException(
          "The server sent 0x" + Integer.toHexString(b) + " instead of ending TCP");
    }
  }

  /** Waits for RST. Throws if anything else is received first. */
  public void readReset() throws IOException {
    int b;
    try {
      b = in.read();
    } catch (SocketException e) {
      return;
    }
    throw new IOException("Received " + b + " instead of RST");
  }

  /** Ends the client's side of TCP. The server receives FIN, and may continue to send. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Makes {@link #close} reset the connection. */
  public void resetOnClose() throws IOException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
