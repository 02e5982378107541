package io.github.websocketecho.hosting;

import io.github.websocketecho.WebSocketEchoApplication;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The servers of this process, each with a name. If there is none for a time, the process ends. Any
 * thread.
 */
final class HostedServers implements AutoCloseable {

  /**
   * A free port that only this machine can reach, and only warnings and errors in the log. The end
   * does not wait long for a client that does not answer a close frame. There are no limits for one
   * address, because all clients of a test have the same.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "server.address", "localhost",
          "server.port", "0",
          "server.shutdown", "immediate",
          "websocket-echo.limits.closing", "2s",
          "websocket-echo.limits.connections-per-address", "0",
          "websocket-echo.limits.connection-rate", "0",
          "logging.level.root", "warn");

  private final Map<String, ConfigurableApplicationContext> running = new HashMap<>();
  private final Set<String> stopping = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "idle");
            thread.setDaemon(true);
            return thread;
          });
  private final long idleMillis;
  private @Nullable ScheduledFuture<?> end;

  /**
   * @param idleMillis the time without a server after which the process ends [ms]
   */
  HostedServers(long idleMillis) {
    this.idleMillis = idleMillis;
    startTimer();
  }

  /**
   * Starts a server.
   *
   * @param settings such as {@code server.port} with its value
   * @return its port
   * @throws StartFailedException if a setting is invalid, or if the port is in use
   */
  synchronized int start(String name, Map<String, String> settings) throws StartFailedException {
    stopTimer();
    var application = new SpringApplication(WebSocketEchoApplication.class);
    application.setMainApplicationClass(WebSocketEchoApplication.class);
    application.setRegisterShutdownHook(false);
    Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
    all.putAll(settings);
    try {
      ConfigurableApplicationContext context =
          application.run(
              all.entrySet().stream()
                  .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                  .toArray(String[]::new));
      running.put(name, context);
      return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    } catch (RuntimeException e) {
      startTimer();
      throw new StartFailedException(FailureDescription.take(e), e);
    }
  }

  /**
   * Begins to stop a server, and its connections. Without such a server, nothing happens. Another
   * thread goes on, because a client may take its time to answer a close frame, and other servers
   * do not wait for it.
   */
  synchronized void stop(String name) {
    ConfigurableApplicationContext context = running.remove(name);
    if (context != null) {
      stopping.add(name);
      new Thread(() -> end(name, context), "stop").start();
    }
  }

  private void end(String name, ConfigurableApplicationContext context) {
    try {
      context.close();
    } finally {
      ended(name);
    }
  }

  private synchronized void ended(String name) {
    stopping.remove(name);
    startTimer();
  }

  /** Whether a server is neither running nor stopping. */
  synchronized boolean hasEnded(String name) {
    return !running.containsKey(name) && !stopping.contains(name);
  }

  private void startTimer() {
    stopTimer();
    if (running.isEmpty() && stopping.isEmpty()) {
      end = timer.schedule(() -> System.exit(0), idleMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void stopTimer() {
    if (end != null) {
      end.cancel(false);
    }
  }

  @Override
  public synchronized void close() {
    stopTimer();
    timer.shutdownNow();
    running.values().forEach(ConfigurableApplicationContext::close);
    running.clear();
  }
}
