package io.github.websocketecho.tomcat;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketProperties;
import org.apache.tomcat.util.res.StringManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the package's assumptions about Tomcat's classes that need no running server. */
class TomcatAssumptionsTests {

  private static final Path DOCUMENTATION =
      Path.of("src/main/java/io/github/websocketecho/tomcat/package-info.java");

  /** Of a TLS channel: getters, and {@code free}, which uses direct buffers only. */
  private static final Set<String> WITHOUT_BUFFERS =
      Set.of(
          "free",
          "getEmptyBuf",
          "getOutboundRemaining",
          "getSSLSupport",
          "getSslEngine",
          "isClosing",
          "isHandshakeComplete");

  private final PooledBufferHandler pooled =
      new PooledBufferHandler(PooledBufferHandler.Pool.plain());

  @Test
  void allMethodsOfABufferHandlerAreOverridden() {
    Set<String> overridden = signatures(PooledBufferHandler.class);
    assertThat(signatures(SocketBufferHandler.class)).isNotEmpty().isSubsetOf(overridden);
  }

  /** The others use no buffer, or are called by one of these. */
  @Test
  void methodsOfATlsChannelThatUseItsBuffersAreOverridden() {
    Set<String> overridden =
        publicMethods(PooledTlsChannel.class)
            .map(TomcatAssumptionsTests::signature)
            .collect(toSet());
    assertThat(publicMethods(SecureNioChannel.class).filter(TomcatAssumptionsTests::usesBuffers))
        .isNotEmpty()
        .allSatisfy(method -> assertThat(overridden).contains(signature(method)));
  }

  private static Stream<Method> publicMethods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .filter(method -> Modifier.isPublic(method.getModifiers()));
  }

  private static boolean usesBuffers(Method method) {
    return !WITHOUT_BUFFERS.contains(method.getName())
        // The other one closes the socket too, and calls this one.
        && !signature(method).equals("close[boolean]");
  }

  private static Set<String> signatures(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .filter(method -> (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0)
        .map(TomcatAssumptionsTests::signature)
        .collect(toSet());
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  @Test
  void pooledBuffersHaveTomcatsSize() {
    var properties = new SocketProperties();
    assertThat(pooled.getReadBuffer().capacity()).isEqualTo(properties.getAppReadBufSize());
    assertThat(pooled.getWriteBuffer().capacity()).isEqualTo(properties.getAppWriteBufSize());
    pooled.configureReadBufferForWrite();
    assertThat(pooled.getReadBuffer().capacity()).isEqualTo(properties.getAppReadBufSize());
    assertThat(pooled.getWriteBuffer().capacity()).isEqualTo(properties.getAppWriteBufSize());
  }

  @Test
  void missingBuffersLookLikeNewOnes() {
    var properties = new SocketProperties();
    var fresh =
        new SocketBufferHandler(
            properties.getAppReadBufSize(), properties.getAppWriteBufSize(), false);
    assertAlike(fresh);
    fresh.configureReadBufferForRead();
    fresh.configureWriteBufferForRead();
    pooled.configureReadBufferForRead();
    pooled.configureWriteBufferForRead();
    assertAlike(fresh);
    assertThat(pooled.getReadBuffer().remaining()).isZero();
    assertThat(fresh.getReadBuffer().remaining()).isZero();
  }

  private void assertAlike(SocketBufferHandler fresh) {
    Stream.<Function<SocketBufferHandler, Boolean>>of(
            SocketBufferHandler::isReadBufferEmpty,
            SocketBufferHandler::isWriteBufferEmpty,
            SocketBufferHandler::isWriteBufferWritable)
        .forEach(state -> assertThat(state.apply(pooled)).isEqualTo(state.apply(fresh)));
  }

  @Test
  void plainChannelBuffersNoOutput() throws Exception {
    var channel = new NioChannel(pooled);
    assertThat(channel.getOutboundRemaining()).isZero();
    assertThat(channel.flushOutbound()).isFalse();
    assertThat(channel.isHandshakeComplete()).isTrue();
  }

  @Test
  void messageForALargeHeadHasNoPlaceholder() {
    assertThat(
            StringManager.getManager(AbstractHttp11Protocol.class)
                .getString("iib.requestheadertoolarge.error"))
        .isNotBlank()
        .doesNotContain("{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bindOnInit", "socket.rxBufSize", "socket.txBufSize"})
  void connectorHasTheProperty(String name) {
    var connector = new Connector(new PooledHttp11Protocol());
    String value = name.equals("bindOnInit") ? "false" : "1234";
    assertThat(connector.setProperty(name, value)).isTrue();
    assertThat(connector.getProperty(name)).hasToString(value);
  }

  /** The methods named in the package's documentation are exactly the tests of assumptions. */
  @Test
  void packageNamesTheTestOfEachAssumption() throws Exception {
    Set<String> named =
        Pattern.compile("#(\\w+)")
            .matcher(documentation())
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(toSet());
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    TomcatAssumptionsTests.class,
                    TomcatAssumptionsIntegrationTests.class,
                    UpgradeAssumptionsIntegrationTests.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(TomcatAssumptionsTests::isTestOfAnAssumption)
                .map(Method::getName)
                .toList());
  }

  private static boolean isTestOfAnAssumption(Method method) {
    return (method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(ParameterizedTest.class))
        && !method.getName().startsWith("packageNames");
  }

  @Test
  void packageNamesExistingTestClasses() throws Exception {
    assertThat(Pattern.compile("(\\w+Tests)\\b").matcher(documentation()).results().toList())
        .isNotEmpty()
        .allSatisfy(
            found ->
                assertThat(
                        Class.forName(
                            TomcatAssumptionsTests.class.getPackageName() + "." + found.group(1)))
                    .isNotNull());
  }

  private static String documentation() throws IOException {
    return Files.readString(DOCUMENTATION);
  }
}
