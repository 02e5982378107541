package io.github.websocketecho.reliability;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What somebody may do to a server who means it no good. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are this package's, and hold nothing.
enum Attack {
  POSTS_BEHIND_UNFINISHED_MESSAGES(HttpAttacks::postsBehindUnfinishedMessages),
  POSTS_TO_UNREAD_CONNECTIONS(HttpAttacks::postsToUnreadConnections),
  ABSENT_BODIES(HttpAttacks::absentBodies),
  EVENT_STREAMS(HttpAttacks::eventStreams),
  UNREAD_EVENT_STREAMS(HttpAttacks::unreadEventStreams),
  WAITING_REQUESTS(HttpAttacks::waitingRequests),
  TRANSCRIPT_REQUESTS(HttpAttacks::transcriptRequests),
  DELETES(HttpAttacks::deletes),
  UNREAD_SCENARIOS(HttpAttacks::unreadScenarios),
  SIPPED_SCENARIOS(HttpAttacks::sippedScenarios),
  SCENARIOS(HttpAttacks::scenarios),
  PAGES(HttpAttacks::pages),
  METRICS(HttpAttacks::metrics),
  BAD_REQUESTS(HttpAttacks::badRequests),

  EMPTY_STORED_BLOCKS(CompressionAttacks::emptyStoredBlocks),
  TINY_COMPRESSED_FRAMES(CompressionAttacks::tinyCompressedFrames),
  TINY_COMPRESSED_FRAMES_WITHOUT_CONTEXT(CompressionAttacks::tinyCompressedFramesWithoutContext),
  EMPTY_COMPRESSED_FRAMES(CompressionAttacks::emptyCompressedFrames),
  UNREAD_BOMBS(CompressionAttacks::unreadBombs),
  BOMBS(CompressionAttacks::bombs),
  UNFINISHED_COMPRESSED_MESSAGES(CompressionAttacks::unfinishedCompressedMessages),

  LARGE_HEADS(HandshakeAttacks::largeHeads),
  LARGE_REFUSED_HEADS(HandshakeAttacks::largeRefusedHeads),
  LARGE_ADDRESSES(HandshakeAttacks::largeAddresses),
  MANY_SUBPROTOCOLS(HandshakeAttacks::manySubprotocols),
  PIPELINED_REFUSALS(HandshakeAttacks::pipelinedRefusals),
  REFUSALS(HandshakeAttacks::refusals),
  TRANSCRIPTS_OF_MANY_HEADERS(HandshakeAttacks::transcriptsOfManyHeaders),
  TRANSCRIPTS_OF_MANY_FRAMES(HandshakeAttacks::transcriptsOfManyFrames),
  SLOW_HEADS(HandshakeAttacks::slowHeads),
  UNFINISHED_HEADS(HandshakeAttacks::unfinishedHeads),
  HANGS(HandshakeAttacks::hangs),
  RESET_HANGS(HandshakeAttacks::resetHangs),
  SILENT_CONNECTIONS(HandshakeAttacks::silentConnections),
  RESETS_BEFORE_THE_HEAD(HandshakeAttacks::resetsBeforeTheHead),

  UNREAD_MESSAGES(MessageAttacks::unreadMessages),
  SIPPED_MESSAGES(MessageAttacks::sippedMessages),
  UNFINISHED_FRAMES(MessageAttacks::unfinishedFrames),
  TINY_FRAMES(MessageAttacks::tinyFrames),
  UNREAD_TINY_FRAMES(MessageAttacks::unreadTinyFrames),
  UNREAD_PINGS(MessageAttacks::unreadPings),
  PINGS(MessageAttacks::pings),
  ENDLESS_FRAGMENTS(MessageAttacks::endlessFragments),
  EMPTY_FRAGMENTS(MessageAttacks::emptyFragments),
  FRAGMENTS_OF_LARGE_MESSAGES(MessageAttacks::fragmentsOfLargeMessages),
  CUT_CHARACTERS(MessageAttacks::cutCharacters),
  FRAGMENTS_OF_CUT_CHARACTERS(MessageAttacks::fragmentsOfCutCharacters),
  SLOW_ECHOES(MessageAttacks::slowEchoes),
  SLOW_TINY_ECHOES(MessageAttacks::slowTinyEchoes),
  UNREAD_BURSTS(MessageAttacks::unreadBursts),
  FLOODS(MessageAttacks::floods),
  UNREAD_FLOODS(MessageAttacks::unreadFloods),
  RESETS(MessageAttacks::resets),
  VISITS(MessageAttacks::visits),

  IDLE_TLS((target, size, tally) -> TlsCrowd.idle(target, tally, size.of(2000, 10_000))),
  KEY_UPDATES((target, size, tally) -> TlsCrowd.updatingKeys(target, tally, size.of(4, 20))),
  HALF_TLS_RECORDS(TlsAttacks::halfRecords),
  HALF_TLS_HELLOS(TlsAttacks::halfHellos),
  TLS_HANDSHAKES_WITHOUT_END(TlsAttacks::handshakesWithoutEnd),
  ABANDONED_TLS_HANDSHAKES(TlsAttacks::abandonedHandshakes),
  PLAIN_HTTP_TO_TLS(TlsAttacks::plainHttp),

  // The server is busy with these for long, so that it is started again behind them.
  EMPTY_FINAL_BLOCKS(CompressionAttacks::emptyFinalBlocks),
  EMPTY_FINAL_BLOCKS_OF_MANY(CompressionAttacks::emptyFinalBlocksOfMany),
  EMPTY_FINAL_BLOCKS_WITHOUT_END(CompressionAttacks::emptyFinalBlocksWithoutEnd);

  /** How long a healthy client may wait, 99 times of 100. */
  static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  /** How long the server may take to say that it lives. */
  static final Duration LONGEST_LIVENESS = Duration.ofSeconds(1);

  /** One connection must not be felt. */
  private static final Duration LONGEST_WAIT_BESIDE_ONE = Duration.ofMillis(50);

  private static final Set<Attack> KNOWN =
      EnumSet.of(
          POSTS_BEHIND_UNFINISHED_MESSAGES,
          EVENT_STREAMS,
          UNREAD_SCENARIOS,
          EMPTY_FINAL_BLOCKS,
          EMPTY_FINAL_BLOCKS_OF_MANY,
          TINY_COMPRESSED_FRAMES,
          LARGE_HEADS,
          LARGE_REFUSED_HEADS,
          IDLE_TLS);

  /** Begins an attack. */
  private interface Start {
    Load start(Target target, Size size, Tally tally) throws IOException;
  }

  private final Start start;

  Attack(Function<Size, List<Conduct>> conducts) {
    this((target, size, tally) -> crowds(target, conducts.apply(size), tally));
  }

  Attack(Start start) {
    this.start = start;
  }

  private static Load crowds(Target target, List<Conduct> conducts, Tally tally)
      throws IOException {
    List<Load> crowds = new ArrayList<>();
    for (Conduct conduct : conducts) {
      crowds.add(Crowd.start(target, conduct, tally));
    }
    return new Crowds(crowds);
  }

  /** How long a healthy client may wait for an echo meanwhile, 99 times of 100. */
  Duration longestWait() {
    return this == EMPTY_FINAL_BLOCKS ? LONGEST_WAIT_BESIDE_ONE : LONGEST_WAIT;
  }

  /** Whether it is one of those with which a server was once ended, or kept others waiting. */
  boolean isKnown() {
    return KNOWN.contains(this);
  }

  /**
   * Whether what the attackers have written takes long to handle after they have gone: it may lie
   * in the sockets, and a peer's end behind it is seen last.
   */
  boolean isHandledLong() {
    return this == EMPTY_FINAL_BLOCKS
        || this == EMPTY_FINAL_BLOCKS_OF_MANY
        || this == EMPTY_FINAL_BLOCKS_WITHOUT_END;
  }

  /** Begins it. */
  Load start(Target target, Size size, Tally tally) throws IOException {
    return start.start(target, size, tally);
  }

  /** Several crowds that make one attack. */
  private record Crowds(List<Load> crowds) implements Load {

    @Override
    public boolean isUnderWay() {
      return crowds.stream().allMatch(Load::isUnderWay);
    }

    @Override
    public void close() throws IOException {
      for (Load crowd : crowds) {
        crowd.close();
      }
    }
  }
}
