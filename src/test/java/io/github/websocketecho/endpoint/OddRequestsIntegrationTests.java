package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests from arbitrary clients do not fill the log, and cause no server error. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.handshake=300ms",
      "websocket-echo.limits.closing=100ms",
      "websocket-echo.limits.connection-rate=0",
      "websocket-echo.trusted-proxies=127.0.0.0/8"
    })
@ExtendWith(OutputCaptureExtension.class)
class OddRequestsIntegrationTests {

  private static final int COUNT = 1_000;
  private static final int AT_ONCE = 16;
  private static final int PATIENCE_MILLIS = 2_000;

  /** For unsupported methods, encodings and versions of HTTP (RFC 9110, section 15.6). */
  private static final List<Integer> ALLOWED_ERRORS = List.of(501, 505);

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  /** A line of the log. Its second group is the same for all lines with the same cause. */
  private static final Pattern LINE =
      Pattern.compile("^\\S+Z +(\\w+) .*? --- \\[.*?] (\\S+ +: .*?(cause=\\S+|$)).*");

  @LocalServerPort private int port;

  @Test
  void oddRequestsCauseNoErrorAndFewLogLines(CapturedOutput output) throws Exception {
    assertHarmless(port, 1, output);
  }

  /** Spring evaluates forwarded headers. */
  @Nested
  @SpringBootTest(
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = "server.forward-headers-strategy=framework")
  class BehindAProxy {

    @LocalServerPort private int portBehindProxy;

    @Test
    void oddRequestsCauseNoErrorAndFewLogLines(CapturedOutput output) throws Exception {
      assertHarmless(portBehindProxy, 2, output);
    }
  }

  private static void assertHarmless(int port, long seed, CapturedOutput output) throws Exception {
    int before = output.getAll().length();
    long start = System.nanoTime();
    List<byte[]> requests = new OddRequests(seed).next(COUNT);
    List<Integer> statuses = send(port, requests);
    for (int i = 0; i < COUNT; i++) {
      int status = statuses.get(i);
      boolean refuse =
          new String(requests.get(i), StandardCharsets.ISO_8859_1).contains("/refuse/");
      if (status >= 500 && !refuse) {
        String request = new String(requests.get(i), StandardCharsets.ISO_8859_1);
        assertThat(ALLOWED_ERRORS).as(request).contains(status);
      }
    }
    assertThat(statuses).contains(101, 200, 400, 404, 405, 426, 431);
    List<String> lines = output.getAll().substring(before).lines().toList();
    assertThat(lines).allMatch(line -> LINE.matcher(line).matches());
    long seconds = (System.nanoTime() - start) / 1_000_000_000 + 2;
    Map<String, Long> linesPerCause =
        lines.stream()
            .map(OddRequestsIntegrationTests::cause)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(linesPerCause.values()).allMatch(count -> count <= seconds);
    assertThat(linesPerCause).hasSizeLessThan(30);
  }

  private static String cause(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() ? matcher.group(2) : line;
  }

  /** The status of each response; 0 if TCP ended without one. */
  private static List<Integer> send(int port, List<byte[]> requests) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Integer>> calls =
          requests.stream().<Callable<Integer>>map(request -> () -> send(port, request)).toList();
      for (Future<Integer> status : threads.invokeAll(calls)) {
        statuses.add(status.get());
      }
    }
    return statuses;
  }

  private static int send(int port, byte[] request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      byte[] start = socket.getInputStream().readNBytes(64);
      Matcher status = STATUS.matcher(new String(start, StandardCharsets.ISO_8859_1));
      return status.find() ? Integer.parseInt(status.group(1)) : 0;
    } catch (IOException e) {
      return 0; // The server ended TCP before it had received the complete request.
    }
  }
}
