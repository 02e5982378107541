package io.github.websocketecho.project;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs a copy of {@code mvnw} in a world of its own: a home, a root and a PATH in a temporary
 * folder, JDKs and Mavens that are mere scripts, and a server on the loopback interface for an
 * archive. Of the machine it sees only the shell and its tools.
 */
@DisabledOnOs(OS.WINDOWS)
class MvnwTests {

  private static final String VERSION = "3.9.99";
  private static final String ARCHIVE =
      "/" + VERSION + "/binaries/apache-maven-" + VERSION + "-bin.tar.gz";
  private static final String NO_HASH = "0".repeat(128);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int TIMEOUT_SECONDS = 30;

  /** What the script calls. A system has sha512sum or shasum, and may lack wget and timeout. */
  private static final List<String> TOOLS =
      List.of(
          "curl",
          "dirname",
          "grep",
          "gzip",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sha512sum",
          "shasum",
          "tar",
          "timeout",
          "wget");

  /** Tells what Maven was given, in place of a build. */
  private static final String REPORT =
      """
      echo "JAVA_HOME=$JAVA_HOME"
      echo "folder=$(pwd)"
      echo "options=$MAVEN_ARGS $MAVEN_OPTS"
      echo "process=$$"
      for argument in "$@"; do printf 'argument=[%s]\\n' "$argument"; done
      exit "${MAVEN_EXITS_WITH:-0}"
      """;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, byte[]> archives = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CyclicBarrier gate = new CyclicBarrier(1);
  private volatile int bytesHeldBack;
  private Path temp;
  private Path project;
  private Path caller;
  private Path home;
  private Path tools;
  private HttpServer server;
  private ExecutorService threads;

  @BeforeEach
  void setUp(@TempDir Path folder) throws IOException {
    temp = folder.toRealPath();
    project = Files.createDirectories(temp.resolve("the project"));
    caller = Files.createDirectories(temp.resolve("some where"));
    home = Files.createDirectories(temp.resolve("my home"));
    tools = Files.createDirectories(temp.resolve("tools"));
    Files.copy(Path.of("mvnw"), project.resolve("mvnw"));
    pin(NO_HASH);
    for (String tool : TOOLS) {
      lendTool(tool);
    }

    threads = Executors.newVirtualThreadPerTaskExecutor();
    server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();

    environment.put("HOME", home.toString());
    environment.put("PATH", tools.toString());
    environment.put("MVNW_ROOT", temp.resolve("root").toString());
    environment.put("MVNW_ARCHIVE", address());
  }

  @AfterEach
  void tearDown() {
    server.stop(0);
    threads.close();
  }

  @Test
  void takesTheJdkOfJavaHomeWhenItIsNewEnough() throws Exception {
    mavenOnPath("3.9.9");
    Path jdk = javaHome(jdk("my jdks/25", "25"));
    javaOnPath(jdk("jdks/26", "26.0.1"));

    assertThat(mvnw().out()).contains("JAVA_HOME=" + jdk + "\n");
  }

  @Test
  void passesOverAnOlderJavaHomeForTheJavaOnThePath() throws Exception {
    mavenOnPath("3.9.9");
    javaHome(jdk("jdks/17", "17.0.15"));
    Path onPath = javaOnPath(jdk("jdks/the 25th", "25.0.3"));
    jdk("root/usr/lib/jvm/26", "26");

    Run run = mvnw();

    assertThat(run.out()).contains("JAVA_HOME=" + onPath + "\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void passesOverAJavaHomeWithoutACompiler() throws Exception {
    mavenOnPath("3.9.9");
    Files.delete(javaHome(jdk("jdks/jre", "25")).resolve("bin/javac"));
    Path jdk = jdk("root/usr/lib/jvm/jdk", "25");

    assertThat(mvnw().out()).contains("JAVA_HOME=" + jdk + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root/usr/lib/jvm/temurin-25-jdk",
        "root/usr/java/jdk-25",
        "root/opt/java/openjdk",
        "root/opt/jdk-25",
        "root/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "root/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
        "my home/Library/Java/JavaVirtualMachines/corretto 25/Contents/Home",
        "my home/.sdkman/candidates/java/25.0.3-tem",
        "my home/.jdks/openjdk-25"
      })
  void findsAJdkInTheUsualPlaces(String place) throws Exception {
    mavenOnPath("3.9.9");
    jdk("root/usr/lib/jvm/1.8", "1.8.0_392");
    Path jdk = jdk(place, "25.0.3");

    assertThat(mvnw().out()).contains("JAVA_HOME=" + jdk + "\n");
  }

  @Test
  void asksTheCompilerForItsVersionWhereTheReleaseFileIsMissing() throws Exception {
    mavenOnPath("3.9.9");
    Path jdk = javaHome(jdk("jdks/ea", "unused"));
    Files.delete(jdk.resolve("release"));
    script(jdk.resolve("bin/javac"), "echo 'Picked up a tool option' >&2; echo 'javac 26-ea'");

    assertThat(mvnw().out()).contains("JAVA_HOME=" + jdk + "\n");
  }

  @Test
  void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
    mavenOnPath("3.9.9");

    Run run = mvnw("verify");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("mvnw: install a JDK of 25 or newer")
        .endsWith("JAVA_HOME is not set. Found here: no Java\n");
  }

  @Test
  void saysWhichJavasItFoundTooOldOrIncomplete() throws Exception {
    mavenOnPath("3.9.9");
    Path old = javaOnPath(javaHome(jdk("root/usr/lib/jvm/17", "17.0.15")));
    Path jre = jdk("root/usr/lib/jvm/25-jre", "25");
    Files.delete(jre.resolve("bin/javac"));

    Run run = mvnw("verify");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .endsWith(
            "JAVA_HOME is %s. Found here: %s (17) %s (without javac)\n".formatted(old, old, jre));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.8.1", "3.10.0", "4.0.0-rc-5"})
  void usesTheMavenOnThePathWhenItIs38OrNewer(String version) throws Exception {
    javaHome(jdk("jdks/25", "25"));
    mavenOnPath(version);

    Run run = mvnw();

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Maven of the path\n");
    assertThat(requests).isEmpty();
  }

  @Test
  void asksForTheVersionApartFromTheOptionsThatMavenItselfGets() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    mavenOnPath("3.9.9");
    environment.put("MAVEN_ARGS", "--quiet");
    environment.put("MAVEN_OPTS", "-Xmx1g");

    assertThat(mvnw().out()).startsWith("Maven of the path\n").contains("options=--quiet -Xmx1g\n");
  }

  @Test
  void fetchesThePinnedMavenWhenThePathHasNone() throws Exception {
    Path jdk = javaHome(jdk("jdks/25", "25"));
    serveThePinnedMaven();

    Run run = mvnw("verify");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("Maven of the archive\nJAVA_HOME=" + jdk + "\n")
        .endsWith("argument=[verify]\n");
    assertThat(requests).containsExactly(ARCHIVE);
    assertThat(dists()).containsExactly("apache-maven-" + VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.2.1", "3.6.3"})
  void fetchesThePinnedMavenWhenTheOneOnThePathIsTooOld(String version) throws Exception {
    javaHome(jdk("jdks/25", "25"));
    mavenOnPath(version);
    serveThePinnedMaven();

    assertThat(mvnw().out()).startsWith("Maven of the archive\n");
    assertThat(requests).containsExactly(ARCHIVE);
  }

  @Test
  void fetchesWithWgetWhereThereIsNoCurl() throws Exception {
    assumeTrue(Files.exists(tools.resolve("wget")) && Files.exists(tools.resolve("timeout")));
    Files.deleteIfExists(tools.resolve("curl"));
    javaHome(jdk("jdks/25", "25"));
    serveThePinnedMaven();

    assertThat(mvnw().out()).startsWith("Maven of the archive\n");
  }

  @Test
  void keepsTheFetchedMaven() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    serveThePinnedMaven();
    mvnw();

    Run second = mvnw();

    assertThat(second.out()).startsWith("Maven of the archive\n");
    assertThat(second.err()).isEmpty();
    assertThat(requests).hasSize(1);
  }

  @Test
  void keepsTheFetchedMavenUnderMavenUserHome() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    serveThePinnedMaven();
    environment.put("MAVEN_USER_HOME", temp.resolve("cache").toString());

    assertThat(mvnw().out()).startsWith("Maven of the archive\n");
    assertThat(temp.resolve("cache/wrapper/dists/apache-maven-" + VERSION + "/bin/mvn")).exists();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void refusesAnArchiveWithAnotherHash() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    String actual = serveThePinnedMaven();
    pin(NO_HASH);

    Run run = mvnw("verify");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(ARCHIVE, actual, NO_HASH);
    assertThat(dists()).isEmpty();
  }

  @Test
  void saysWhichUrlFailed() throws Exception {
    javaHome(jdk("jdks/25", "25"));

    Run run = mvnw("verify");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .endsWith(
            "mvnw: could not fetch %s%s: install Maven 3.8 or newer or check the connection\n"
                .formatted(address(), ARCHIVE));
    assertThat(dists()).isEmpty();
  }

  @Test
  void leavesNothingOfADownloadThatBreaksOff() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    serveThePinnedMaven();
    bytesHeldBack = 1000;

    Run run = mvnw("verify");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("could not fetch " + address() + ARCHIVE);
    assertThat(dists()).isEmpty();
  }

  @Test
  void letsTwoRunsFetchAtOnce() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    serveThePinnedMaven();
    gate = new CyclicBarrier(2);

    try (Running first = start("first");
        Running second = start("second")) {
      assertThat(first.end().out()).startsWith("Maven of the archive\n").contains("[first]");
      assertThat(second.end().out()).startsWith("Maven of the archive\n").contains("[second]");
    }
    assertThat(requests).hasSize(2);
    assertThat(dists()).containsExactly("apache-maven-" + VERSION);
    assertThat(dists("apache-maven-" + VERSION)).containsExactly("bin");
  }

  @Test
  void passesArgumentsUnchanged() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    mavenOnPath("3.9.9");

    Run run =
        mvnw("-Dtest=A b", "", "it's \"so\"", "$HOME", "*", "back\\slash", "-n", "two\nlines");

    assertThat(run.out())
        .endsWith(
            """
            argument=[-Dtest=A b]
            argument=[]
            argument=[it's "so"]
            argument=[$HOME]
            argument=[*]
            argument=[back\\slash]
            argument=[-n]
            argument=[two
            lines]
            """);
  }

  @Test
  void runsMavenInTheFolderOfTheCaller() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    serveThePinnedMaven();

    assertThat(mvnw().out()).contains("folder=" + caller + "\n");
  }

  @Test
  void makesWayForMavenSoThatSignalsReachItAndItsExitStatusIsTheScripts() throws Exception {
    javaHome(jdk("jdks/25", "25"));
    mavenOnPath("3.9.9");
    environment.put("MAVEN_EXITS_WITH", "42");

    try (Running running = start("verify")) {
      Run run = running.end();

      assertThat(run.out()).contains("process=" + running.process().pid() + "\n");
      assertThat(run.exit()).isEqualTo(42);
    }
  }

  @Test
  void pinsOneMavenByItsVersionAndHash() throws Exception {
    assertThat(Files.readAllLines(Path.of(".mvn", "maven-distribution.properties")))
        .filteredOn(line -> !line.startsWith("#"))
        .satisfiesExactly(
            line -> assertThat(line).matches("version=3\\.\\d+\\.\\d+"),
            line -> assertThat(line).matches("sha512=[0-9a-f]{128}"));
  }

  private Path javaHome(Path jdk) {
    environment.put("JAVA_HOME", jdk.toString());
    return jdk;
  }

  /** As a Linux distribution does it: a link to a link. */
  private Path javaOnPath(Path jdk) throws IOException {
    Path alternative = Files.createSymbolicLink(temp.resolve("java"), jdk.resolve("bin/java"));
    Files.createSymbolicLink(tools.resolve("java"), alternative);
    return jdk;
  }

  /** A JDK whose compiler would fail, so that its version can come from the release file alone. */
  private Path jdk(String folder, String version) throws IOException {
    Path jdk = temp.resolve(folder);
    script(jdk.resolve("bin/java"), "exit 1");
    script(jdk.resolve("bin/javac"), "exit 1");
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\nJAVA_VERSION_DATE=\"2025-09-16\"\n"
            .formatted(version));
    return jdk;
  }

  /** A Maven that tells its version when asked apart from any project and any options. */
  private void mavenOnPath(String version) throws IOException {
    script(
        tools.resolve("mvn"),
        """
        if [ "$(pwd) $*$MAVEN_ARGS$MAVEN_OPTS" = "/ -B -version" ]; then
          echo "Apache Maven %s (revision)"
          echo "Maven home: somewhere"
          exit
        fi
        echo "Maven of the path"
        """
                .formatted(version)
            + REPORT);
  }

  /** Puts an archive on the server and its hash, which it returns, into the pin. */
  private String serveThePinnedMaven()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = temp.resolve("distribution");
    Path archive = temp.resolve("distribution.tar.gz");
    String name = "apache-maven-" + VERSION;
    script(folder.resolve(name).resolve("bin/mvn"), "echo 'Maven of the archive'\n" + REPORT);
    List<String> tar = List.of("tar", "-czf", archive.toString(), "-C", folder.toString(), name);
    try (Running packing = start(tar)) {
      Run run = packing.end();
      assertThat(run.exit()).as(run.err()).isZero();
    }
    byte[] bytes = Files.readAllBytes(archive);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    archives.put(ARCHIVE, bytes);
    pin(hash);
    return hash;
  }

  private void pin(String hash) throws IOException {
    Path properties = project.resolve(".mvn/maven-distribution.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(properties, "# A pin.\nversion=" + VERSION + "\nsha512=" + hash + "\n");
  }

  private void lendTool(String tool) throws IOException {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, tool);
      if (Files.isExecutable(candidate)) {
        script(tools.resolve(tool), "exec '%s' \"$@\"".formatted(candidate));
        return;
      }
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The names in the folder of the fetched Mavens, or in a folder of it. */
  private List<String> dists(String... further) throws IOException {
    Path folder = home.resolve(Path.of(".m2/wrapper/dists", further));
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }

  private String address() {
    return "http://" + LOOPBACK.getHostAddress() + ":" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(path);
      gate.await(TIMEOUT_SECONDS, SECONDS);
      byte[] archive = archives.get(path);
      if (archive == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, archive.length + bytesHeldBack);
        exchange.getResponseBody().write(archive);
      }
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException("The requests this test waits for did not come", e);
    }
  }

  private Run mvnw(String... arguments) throws IOException, InterruptedException {
    try (Running running = start(arguments)) {
      return running.end();
    }
  }

  private Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", project.resolve("mvnw").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Running start(List<String> command) throws IOException {
    Path out = Files.createTempFile(temp, "out", ".txt");
    Path err = Files.createTempFile(temp, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(caller.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  private record Run(int exit, String out, String err) {}

  private record Running(Process process, Path out, Path err) implements AutoCloseable {

    Run end() throws IOException, InterruptedException {
      assertThat(process.waitFor(TIMEOUT_SECONDS, SECONDS)).as("ended in time").isTrue();
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
