package io.github.websocketecho.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The files of the server: they are in its executable jar, which is a resource of this package. */
final class ServerFiles {

  /** The executable jar. */
  private static final String JAR = "websocket-echo-exec.jar";

  /** Without buffers of this size, extracting takes twice as long [bytes]. */
  private static final int BUFFER = 65_536;

  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String METADATA = "META-INF/";

  private static final String LIBRARIES_FOLDER = "lib";
  private static final String CLASSES_FILE = "websocket-echo.jar";

  /** The class path of the server, relative to the folder. */
  static final String CLASS_PATH =
      CLASSES_FILE + File.pathSeparator + LIBRARIES_FOLDER + File.separator + "*";

  private ServerFiles() {}

  /**
   * Extracts the classes and the libraries, because a JVM starts faster with them than with the
   * executable jar.
   *
   * @throws IOException if the folder cannot be written
   * @throws IllegalStateException if the jar is not there
   */
  static void extract(Path folder) throws IOException {
    Path libraries = Files.createDirectory(folder.resolve(LIBRARIES_FOLDER));
    try (InputStream resource = ServerFiles.class.getResourceAsStream(JAR)) {
      if (resource == null) {
        throw new IllegalStateException(
            "The class path lacks the server: %s is not beside %s. The build puts it into the jar."
                .formatted(JAR, ServerFiles.class.getName()));
      }
      try (var jar = new ZipInputStream(new BufferedInputStream(resource, BUFFER));
          OutputStream file = Files.newOutputStream(folder.resolve(CLASSES_FILE));
          var classes = new ZipOutputStream(new BufferedOutputStream(file, BUFFER))) {
        classes.setLevel(0);
        copy(jar, libraries, classes);
      }
    }
  }

  private static void copy(ZipInputStream jar, Path libraries, ZipOutputStream classes)
      throws IOException {
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      String name = entry.getName();
      if (name.startsWith(LIBRARIES) && !entry.isDirectory()) {
        Files.copy(jar, libraries.resolve(Path.of(name).getFileName()));
      } else if (isOfClasses(name)) {
        // A folder needs its entry, because Spring looks for classes in it.
        classes.putNextEntry(
            new ZipEntry(name.startsWith(CLASSES) ? name.substring(CLASSES.length()) : name));
        jar.transferTo(classes);
        classes.closeEntry();
      }
    }
  }

  /** Whether it is a class or a resource of the server, and not of Spring Boot's launcher. */
  private static boolean isOfClasses(String name) {
    return (name.startsWith(CLASSES) && name.length() > CLASSES.length())
        || (name.startsWith(METADATA)
            && !name.equals("META-INF/MANIFEST.MF")
            && !name.startsWith("META-INF/services/"));
  }

  /** Deletes the folder and what it has, as far as that is possible. It need not exist. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
