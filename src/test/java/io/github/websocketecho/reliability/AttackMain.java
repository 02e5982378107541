package io.github.websocketecho.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Attacks a server on this machine, from a process of its own.
 *
 * <pre>AttackMain PORT TLS-PORT [ATTACK[,ATTACK] scaled|full SECONDS]</pre>
 *
 * <p>The TLS port is 0 where there is none. Without an attack the process does what it reads from
 * its standard input, a line at a time, until that ends: {@code start ATTACK[,ATTACK] scaled|full}
 * and {@code stop}; it answers each with a line.
 */
final class AttackMain {

  /** Where there are limits, not everybody gets in. */
  private static final Duration LONGEST_BEGINNING = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(10);

  private final Target target;
  private final List<Load> loads = new ArrayList<>();
  private Tally tally = new Tally();

  private AttackMain(Target target) {
    this.target = target;
  }

  public static void main(String[] arguments) throws Exception {
    var target = new Target(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    var main = new AttackMain(target);
    if (arguments.length > 2) {
      main.start(arguments[2], arguments[3]);
      for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
        Thread.sleep(1000);
        System.out.println(main.tally);
      }
      main.stop();
    } else {
      main.obey();
    }
    // Nothing that is under way may keep the process.
    System.exit(0);
  }

  private void obey() throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("start")) {
        start(words[1], words[2]);
        awaitUnderWay();
        System.out.println("started");
      } else {
        stop();
        System.out.println("stopped " + tally);
      }
    }
  }

  private void start(String names, String size) throws IOException {
    tally = new Tally();
    for (String name : names.split(",", -1)) {
      loads.add(
          Attack.valueOf(name).start(target, Size.valueOf(size.toUpperCase(Locale.ROOT)), tally));
    }
  }

  private void awaitUnderWay() {
    long deadline = System.nanoTime() + LONGEST_BEGINNING.toNanos();
    while (!loads.stream().allMatch(Load::isUnderWay) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void stop() throws IOException {
    for (Load load : loads) {
      load.close();
    }
    loads.clear();
  }
}
