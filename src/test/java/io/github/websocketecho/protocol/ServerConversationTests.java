package io.github.websocketecho.protocol;

import static io.github.websocketecho.protocol.Flate.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A conversation byte by byte, without a server. Lines that begin with {@code <} are reported to
 * the application, {@code >} is sent to the client, {@code =} is the next state.
 */
class ServerConversationTests {

  private static final CloseCode NORMAL = CloseCode.NORMAL_CLOSURE;
  private static final CloseReason NONE = CloseReason.NONE;

  private final ConversationLog log = new ConversationLog();
  private ServerConversation conversation = conversation(null, 0, 0);

  @AfterEach
  void allMemoryIsGivenBack() {
    conversation.end();
    long spare = log.spare == null ? 0 : MessageDeflater.MEMORY;
    assertThat(log.reserved).isEqualTo(spare);
    assertThat(log.buffered).isZero();
  }

  private ServerConversation conversation(
      @Nullable PermessageDeflate agreed, long messageLimit, int fragmentSize) {
    var begun = new ServerConversation(agreed, messageLimit, fragmentSize, log, log, log, log, log);
    begun.begin();
    return begun;
  }

  /** Ends the conversation that the test began with, and begins another. */
  private void converse(@Nullable PermessageDeflate agreed, long messageLimit, int fragmentSize) {
    conversation.end();
    conversation = conversation(agreed, messageLimit, fragmentSize);
  }

  /** Every state by every event: what is reported and sent, and the state behind it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPEN           | receive text  | < text hi",
        "OPEN           | receive ping  | > pong 07",
        "OPEN           | receive pong  | < pong 07",
        "OPEN           | receive close | = CLOSE_RECEIVED, < close 4001 bye, > close 4001 bye, = CLOSED",
        "OPEN           | receive rsv2  | < RESERVED_BIT, > close 1002 RSV2 is set., = CLOSE_SENT, = FAILED",
        "OPEN           | send text     | > text yo",
        "OPEN           | send ping     | > ping 07",
        "OPEN           | close         | > close 1000, = CLOSE_SENT",
        "OPEN           | fail          | > close 1011, = CLOSE_SENT, = FAILED",
        "OPEN           | abandon       | = FAILED",
        "CLOSE_SENT     | receive text  | ''",
        "CLOSE_SENT     | receive ping  | ''",
        "CLOSE_SENT     | receive pong  | ''",
        "CLOSE_SENT     | receive close | = CLOSED, < close 4001 bye",
        "CLOSE_SENT     | receive rsv2  | < RESERVED_BIT, = FAILED",
        "CLOSE_SENT     | send text     | ''",
        "CLOSE_SENT     | send ping     | ''",
        "CLOSE_SENT     | close         | ''",
        "CLOSE_SENT     | fail          | = FAILED",
        "CLOSE_SENT     | abandon       | = FAILED",
        "CLOSE_RECEIVED | receive text  | < discarded 8182000000006869",
        "CLOSE_RECEIVED | receive ping  | < discarded 89810000000007",
        "CLOSE_RECEIVED | receive pong  | < discarded 8a810000000007",
        "CLOSE_RECEIVED | receive close | < discarded 8885000000000fa1627965",
        "CLOSE_RECEIVED | receive rsv2  | < discarded a18000000000",
        "CLOSE_RECEIVED | send text     | > text yo",
        "CLOSE_RECEIVED | send ping     | > ping 07",
        "CLOSE_RECEIVED | close         | > close 1000, = CLOSED",
        "CLOSE_RECEIVED | fail          | > close 1011, = CLOSED",
        "CLOSE_RECEIVED | abandon       | = FAILED",
        "CLOSED         | receive text  | < discarded 8182000000006869",
        "CLOSED         | receive ping  | < discarded 89810000000007",
        "CLOSED         | receive pong  | < discarded 8a810000000007",
        "CLOSED         | receive close | < discarded 8885000000000fa1627965",
        "CLOSED         | receive rsv2  | < discarded a18000000000",
        "CLOSED         | send text     | ''",
        "CLOSED         | send ping     | ''",
        "CLOSED         | close         | ''",
        "CLOSED         | fail          | ''",
        "CLOSED         | abandon       | ''",
        "FAILED         | receive text  | ''",
        "FAILED         | receive ping  | ''",
        "FAILED         | receive pong  | ''",
        "FAILED         | receive close | ''",
        "FAILED         | receive rsv2  | ''",
        "FAILED         | send text     | ''",
        "FAILED         | send ping     | ''",
        "FAILED         | close         | ''",
        "FAILED         | fail          | ''",
        "FAILED         | abandon       | ''",
      })
  void stateByEvent(ConversationState state, String event, String expected) {
    bring(state);
    happen(event);
    assertThat(log.take())
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(", ")));
    assertThat(conversation.state()).isEqualTo(last(state, expected));
  }

  private static ConversationState last(ConversationState before, String expected) {
    return Arrays.stream(expected.split(", "))
        .filter(line -> line.startsWith("= "))
        .reduce((_, later) -> later)
        .map(line -> ConversationState.valueOf(line.substring(2)))
        .orElse(before);
  }

  private void bring(ConversationState state) {
    switch (state) {
      case OPEN -> {}
      case CLOSE_SENT -> conversation.close(NORMAL, NONE);
      case CLOSE_RECEIVED -> {
        log.answersCloses = false;
        receive("88 80 00000000");
      }
      case CLOSED -> receive("88 80 00000000");
      case FAILED -> conversation.abandon();
    }
    assertThat(conversation.state()).isEqualTo(state);
    log.take();
  }

  private void happen(String event) {
    switch (event) {
      case "receive text" -> receive("81 82 00000000 6869");
      case "receive ping" -> receive("89 81 00000000 07");
      case "receive pong" -> receive("8a 81 00000000 07");
      case "receive close" -> receive("88 85 00000000 0fa1 627965");
      case "receive rsv2" -> receive("a1 80 00000000");
      case "send text" -> send("yo", true);
      case "send ping" -> conversation.send(Opcode.PING, ByteBuffer.wrap(new byte[] {7}), true);
      case "close" -> conversation.close(NORMAL, NONE);
      case "fail" -> conversation.fail(CloseCode.INTERNAL_ERROR, NONE);
      case "abandon" -> conversation.abandon();
      default -> throw new IllegalArgumentException(event);
    }
  }

  @Test
  void everyByteIsHandledWhereverTheInputIsCut() {
    byte[] stream =
        hex(
            "01 81 00000000 c3  89 81 00000000 07  80 81 00000000 a9"
                + "82 82 00000000 0102  8a 80 00000000  88 82 00000000 03e8");
    for (int cut = 0; cut <= stream.length; cut++) {
      converse(null, 0, 0);
      ByteBuffer input = ByteBuffer.allocate(stream.length);
      input.put(stream, 0, cut).flip();
      conversation.receive(input);
      input.compact().put(stream, cut, stream.length - cut).flip();
      conversation.receive(input);
      assertThat(log.take())
          .as("cut at %d", cut)
          .containsExactly(
              "< part of a text …",
              "> pong 07",
              "< text é",
              "< binary 0102",
              "< pong",
              "= CLOSE_RECEIVED",
              "< close 1000",
              "> close 1000",
              "= CLOSED");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "81 82 00000000 c328,                       TEXT_NOT_UTF8",
    "81 85 00000000 c328,                       TEXT_NOT_UTF8",
    "01 81 00000000 c3 80 81 00000000 28,       TEXT_NOT_UTF8",
    "81 81 00000000 c3,                         TEXT_INCOMPLETE",
    "81 00,                                     NOT_MASKED",
    "88 82 00000000 03ed,                       CLOSE_CODE_NOT_ALLOWED",
    "89 fe 007e 00000000,                       CONTROL_FRAME_TOO_LONG",
  })
  void violationIsReportedThenClosedWithItsSentence(String hex, Violation violation) {
    receive(hex);
    assertThat(log.take())
        .contains("< " + violation)
        .filteredOn(line -> line.startsWith(">"))
        .singleElement()
        .asString()
        .startsWith("> close " + violation.code().value() + " ");
    assertThat(conversation.state()).isEqualTo(ConversationState.FAILED);
    receive("81 81 00000000 61");
    assertThat(log.take()).isEmpty();
  }

  @Test
  void messageThatTheApplicationRefusesFailsTheConversation() {
    log.longestText = 1;
    receive("81 82 00000000 6869");
    assertThat(log.take())
        .containsExactly(
            "< MESSAGE_TOO_BIG",
            "> close 1009 The message has more than 1 bytes.",
            "= CLOSE_SENT",
            "= FAILED");
  }

  @Test
  void messageAboveTheLimitFailsAtItsHeader() {
    converse(null, 4, 0);
    receive("82 85 00000000");
    assertThat(log.take()).startsWith("< MESSAGE_TOO_BIG");
  }

  @ParameterizedTest
  @EnumSource
  void firstCloseFrameIsReportedWithItsCode(ConversationState state) {
    bring(state);
    switch (state) {
      case OPEN, FAILED -> assertThat(conversation.closeFrames().firstCode()).isNull();
      case CLOSE_SENT -> {
        assertThat(conversation.closeFrames().firstCode()).isEqualTo(NORMAL);
        assertThat(conversation.closeFrames().clientFirst()).isFalse();
      }
      case CLOSE_RECEIVED, CLOSED -> {
        assertThat(conversation.closeFrames().firstCode()).isEqualTo(CloseCode.NO_STATUS_RECEIVED);
        assertThat(conversation.closeFrames().clientFirst()).isTrue();
      }
    }
    assertThat(conversation.closeFrames().isClean()).isEqualTo(state == ConversationState.CLOSED);
    assertThat(conversation.closeFrames().received() != null)
        .isEqualTo(state == ConversationState.CLOSED || state == ConversationState.CLOSE_RECEIVED);
  }

  @Test
  void nothingIsSentBeforeTheHandshakeIsAnswered() {
    conversation.end();
    conversation = new ServerConversation(null, 0, 0, log, log, log, log, log);
    send("early", true);
    conversation.close(NORMAL, NONE);
    assertThat(log.take()).containsExactly("= FAILED");
  }

  @Test
  void closeIsNotAnsweredIfNoCloseFramesAreSent() {
    conversation.sendNoCloses();
    receive("88 80 00000000");
    assertThat(log.take()).containsExactly("= CLOSE_RECEIVED", "< close", "= CLOSED");
    assertThat(conversation.closeFrames().isClean()).isFalse();
  }

  @Test
  void pingIsNotAnsweredIfPingsAreIgnored() {
    conversation.ignorePings();
    receive("89 80 00000000");
    assertThat(log.take()).isEmpty();
    assertThat(log.frames).isEqualTo(1);
  }

  @Test
  void lastPingIsAnsweredWhenPongsAreNotDelayedAnyMore() {
    conversation.delayPongs();
    receive("89 81 00000000 61");
    receive("89 81 00000000 62");
    assertThat(log.take()).isEmpty();
    conversation.resumePongs();
    assertThat(log.take()).containsExactly("> pong 62");
    conversation.resumePongs();
    assertThat(log.take()).isEmpty();
    receive("89 81 00000000 63");
    assertThat(log.take()).containsExactly("> pong 63");
  }

  @Test
  void framesWaitIfThereIsNoRoomForTheirAnswers() {
    log.wantsMore = false;
    ByteBuffer input = ByteBuffer.wrap(hex("81 81 00000000 61"));
    conversation.receive(input);
    assertThat(log.take()).isEmpty();
    assertThat(input.remaining()).isEqualTo(7);
    log.wantsMore = true;
    conversation.receive(input);
    assertThat(log.take()).containsExactly("< text a");
  }

  @Test
  void incompleteFrameIsAwaitedOrHandledInParts() {
    ByteBuffer input = ByteBuffer.wrap(hex("82 83 00000000 01"));
    conversation.receive(input);
    assertThat(conversation.awaited()).isEqualTo(9);
    assertThat(log.take()).isEmpty();
    log.wantsWhole = false;
    assertThat(conversation.awaited()).isZero();
    conversation.receive(input);
    assertThat(log.take()).containsExactly("< part of a binary 01");
  }

  @Test
  void textThatIsAwaitedIsCheckedAsItArrives() {
    conversation.receive(ByteBuffer.wrap(hex("81 83 00000000 61")));
    conversation.receiveAhead(ByteBuffer.wrap(hex("ff")));
    assertThat(log.take()).startsWith("< TEXT_NOT_UTF8");
  }

  @Test
  void partsBecomeFragmentsOfOneMessage() {
    send("a", false);
    send("b", false);
    send("c", true);
    send("d", true);
    assertThat(log.take())
        .containsExactly("> part text a", "> part continuation b", "> continuation c", "> text d");
  }

  @Test
  void messageIsCutIntoFramesOfTheFragmentSize() {
    converse(null, 0, 2);
    send("abcde", true);
    send("fg", true);
    assertThat(log.take())
        .containsExactly(
            "> part text ab", "> part continuation cd", "> continuation e", "> text fg");
  }

  @Test
  void pingMayBeSentBetweenFragments() {
    send("a", false);
    conversation.send(Opcode.PING, ByteBuffer.allocate(0), true);
    send("b", true);
    assertThat(log.take()).containsExactly("> part text a", "> ping", "> continuation b");
  }

  @Test
  void tasksRunBetweenMessagesInTheirOrder() {
    conversation.betweenMessages(() -> send("now", true));
    send("a", false);
    conversation.betweenMessages(() -> send("first", true));
    conversation.betweenMessages(() -> send("second", true));
    send("b", true);
    assertThat(log.take())
        .containsExactly(
            "> text now", "> part text a", "> continuation b", "> text first", "> text second");
  }

  @Test
  void tasksThatWaitRunAtTheEndAndSendNothing() {
    send("a", false);
    conversation.abandon();
    conversation.betweenMessages(() -> send("late", true));
    log.take();
    conversation.end();
    assertThat(log.take()).isEmpty();
    converse(null, 0, 0);
  }

  @Test
  void compressedMessagesAreInflatedPieceByPiece() throws Exception {
    converse(Flate.TAKEOVER, 0, 0);
    receiveCompressed("x".repeat(40));
    assertThat(log.take())
        .containsExactly(
            "< part of a text " + "x".repeat(16),
            "< part of a text " + "x".repeat(16),
            "< text " + "x".repeat(8));
    assertThat(log.inflatedBytes).isGreaterThanOrEqualTo(40);
  }

  @Test
  void compressedPayloadIsBufferedIfThereIsNoRoom() throws Exception {
    converse(Flate.TAKEOVER, 0, 0);
    log.room = 1;
    receiveCompressed("x".repeat(40));
    assertThat(log.take()).containsExactly("< part of a text " + "x".repeat(16));
    assertThat(conversation.isInflating()).isTrue();
    assertThat(conversation.mayInflateTo()).isGreaterThanOrEqualTo(24);
    log.room = Integer.MAX_VALUE;
    receive("");
    assertThat(log.take())
        .containsExactly("< part of a text " + "x".repeat(16), "< text " + "x".repeat(8));
    assertThat(conversation.isInflating()).isFalse();
    assertThat(log.buffered).isZero();
  }

  @Test
  void bufferedPayloadIsDiscardedIfACloseIsSent() throws Exception {
    converse(Flate.TAKEOVER, 0, 0);
    log.room = 1;
    receiveCompressed("x".repeat(40));
    log.take();
    conversation.close(NORMAL, NONE);
    assertThat(conversation.isInflating()).isFalse();
    assertThat(log.buffered).isZero();
    log.room = Integer.MAX_VALUE;
    receive("88 82 00000000 03e8");
    assertThat(log.take())
        .containsExactly("> close 1000", "= CLOSE_SENT", "= CLOSED", "< close 1000");
  }

  @Test
  void inflatedMessageAboveTheLimitFails() throws Exception {
    converse(Flate.TAKEOVER, 20, 0);
    receiveCompressed("x".repeat(40));
    assertThat(log.take()).startsWith("< part of a text " + "x".repeat(16), "< MESSAGE_TOO_BIG");
  }

  @Test
  void inflatedTextIsCheckedAcrossPieces() throws Exception {
    converse(Flate.TAKEOVER, 0, 0);
    receiveCompressed("x".repeat(15) + "é");
    assertThat(log.take()).containsExactly("< part of a text " + "x".repeat(15) + "…", "< text é");
  }

  @Test
  void messagesAreCompressedOnTheirFirstFrameIfThereIsMemory() {
    converse(Flate.TAKEOVER, 0, 0);
    send("", true);
    assertThat(log.take()).containsExactly("> rsv4 text 00");
    conversation.rest();
    log.budget = log.reserved;
    send("plain", true);
    assertThat(log.take()).containsExactly("> text plain");
  }

  @Test
  void compressorWithoutContextIsLentToTheNextConversation() {
    converse(Flate.NO_TAKEOVER, 0, 0);
    send("a", true);
    assertThat(log.spare).isNotNull();
    long reserved = log.reserved;
    send("b", true);
    assertThat(log.reserved).isEqualTo(reserved);
    assertThat(log.take()).hasSize(2).allMatch(line -> line.startsWith("> rsv4 text "));
  }

  @Test
  void lentCompressorHasTheWindowOfItsConversation() {
    String digits = HexFormat.of().formatHex(Flate.noise(new Random(3), 150));
    List<List<String>> sent = new ArrayList<>();
    for (int bits : new int[] {8, 15, 8}) {
      converse(Flate.agreement(true, bits), 0, 0);
      send(digits + digits, true);
      sent.add(log.take());
    }
    assertThat(sent.getFirst()).hasSizeGreaterThan(sent.get(1).size()).isEqualTo(sent.getLast());
  }

  private void receiveCompressed(String text) {
    byte[] payload = new byte[100];
    try (var deflater = new MessageDeflater(Flate.TAKEOVER)) {
      ByteBuffer output = ByteBuffer.wrap(payload);
      assertThat(deflater.deflate(ByteBuffer.wrap(text.getBytes(UTF_8)), true, output)).isTrue();
      payload = Arrays.copyOf(payload, output.position());
    }
    byte[] header = hex("c1 %02x 00000000".formatted(0x80 | payload.length));
    conversation.receive(ByteBuffer.wrap(Flate.concat(header, payload)));
  }

  private void receive(String hex) {
    conversation.receive(ByteBuffer.wrap(hex(hex)));
  }

  private void send(String text, boolean last) {
    conversation.send(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), last);
  }
}
