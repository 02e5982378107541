package io.github.websocketecho.hosting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;

/**
 * Loads the classes that a start needs in a second thread, because the start of a cold JVM is
 * mostly loading classes, one after the other. The build writes their names in the order in which a
 * start has loaded them.
 */
final class ClassPreloading {

  /** The resource with the names, one in each line. */
  static final String NAMES = "classes.txt";

  private ClassPreloading() {}

  /** Starts the thread. Without the list, which the build makes, it ends at once. */
  static void start() {
    Thread thread = new Thread(ClassPreloading::load, "class-preloading");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    try (InputStream list = ClassPreloading.class.getResourceAsStream(NAMES)) {
      if (list != null) {
        var names = new BufferedReader(new InputStreamReader(list, UTF_8));
        names.lines().forEach(ClassPreloading::load);
      }
    } catch (IOException e) {
      System.err.println("The list of classes cannot be read: " + e);
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, ClassPreloading.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // A generated class, or one of an optional library: the start will not miss it.
    }
  }
}
