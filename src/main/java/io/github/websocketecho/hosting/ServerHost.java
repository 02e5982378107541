package io.github.websocketecho.hosting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * The main class of a process that runs servers for the tests of another process. It reads one
 * command in each line of its standard input, and answers each with a line of its standard output.
 * Everything else that this process prints is on the standard error.
 *
 * <table>
 *   <caption>Commands. A setting is a name and a value. Names, values and messages are encoded like
 *   a form.</caption>
 *   <tr><th>command</th><th>answers</th></tr>
 *   <tr><td>{@code start NAME SETTING=VALUE…}</td><td>{@code started PORT} or {@code failed
 *   MESSAGE}</td></tr>
 *   <tr><td>{@code stop NAME}</td><td>{@code stopping}, at once</td></tr>
 *   <tr><td>{@code ended NAME}</td><td>{@code true} or {@code false}, at once</td></tr>
 * </table>
 *
 * The process ends at the end of its input, that is with the other process. It also ends if it has
 * no server for a time. Then it deletes the folder of its files.
 */
public final class ServerHost {

  private ServerHost() {}

  /**
   * Runs the process.
   *
   * @param arguments the time without a server after which the process ends [ms], and its folder
   */
  static void main(String... arguments) {
    ClassPreloading.start();
    PrintStream answers = System.out;
    System.setOut(System.err);
    Path folder = Path.of(arguments[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    int status = 0;
    try {
      serve(Long.parseLong(arguments[0]), answers);
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      status = 1;
    }
    // Otherwise the threads of a server would keep the process alive.
    System.exit(status);
  }

  private static void serve(long idleMillis, PrintStream answers) throws IOException {
    try (var servers = new HostedServers(idleMillis)) {
      var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      String command = commands.readLine();
      while (command != null) {
        answers.println(answer(servers, command));
        command = commands.readLine();
      }
    }
  }

  private static String answer(HostedServers servers, String command) {
    List<String> words = List.of(command.split(" ", -1));
    String name = words.get(1);
    return switch (words.getFirst()) {
      case "start" -> start(servers, name, words.subList(2, words.size()));
      case "stop" -> stop(servers, name);
      case "ended" -> Boolean.toString(servers.hasEnded(name));
      default -> throw new IllegalArgumentException("Unknown command: " + command);
    };
  }

  private static String stop(HostedServers servers, String name) {
    servers.stop(name);
    return "stopping";
  }

  private static String start(HostedServers servers, String name, List<String> words) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : words) {
      int equals = setting.indexOf('=');
      settings.put(decode(setting.substring(0, equals)), decode(setting.substring(equals + 1)));
    }
    try {
      return "started " + servers.start(name, settings);
    } catch (StartFailedException e) {
      return "failed " + URLEncoder.encode(String.valueOf(e.getMessage()), UTF_8);
    }
  }

  private static String decode(String word) {
    return URLDecoder.decode(word, UTF_8);
  }

  private static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      System.err.println("Cannot delete " + folder + ": " + e);
    }
  }
}
