package io.github.websocketecho.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one case: the fields of the Autobahn Testsuite's document, then ours.
 *
 * @param place of the case in the set of all
 * @param started when the connection opened, in UTC
 * @param duration from then to the end of TCP [ms]
 * @param result what the client did, as a sentence
 * @param resultClose how the connection ended, as a sentence
 * @param expected lists of what the client has to do, by the behavior that they result in
 * @param received what the client did, in the last round
 * @param failedByMe whether the server failed the connection, because the client broke a rule
 * @param wirelog the frames: {@code RF} of the client, {@code TF} of the server
 * @param passed our own verdict; null if it is undecided
 * @param verdict the same as a sentence
 * @param violation the rule that the client broke, as a sentence; null for none
 * @param log the frames again, in words and with the time of each
 * @param logOmitted how many more frames there were
 */
record CaseDocument(
    String agent,
    String run,
    @JsonProperty("case") int place,
    String id,
    String description,
    String started,
    long duration,
    String behavior,
    String behaviorClose,
    String result,
    String resultClose,
    Map<String, List<List<Object>>> expected,
    @Nullable ExpectedClose expectedClose,
    List<List<Object>> received,
    boolean closedByMe,
    boolean failedByMe,
    boolean droppedByMe,
    boolean wasClean,
    boolean wasServerConnectionDropTimeout,
    @Nullable Integer localCloseCode,
    @Nullable String localCloseReason,
    @Nullable Integer remoteCloseCode,
    @Nullable String remoteCloseReason,
    boolean isServer,
    List<List<Object>> wirelog,
    @Nullable Boolean passed,
    String verdict,
    @Nullable String violation,
    List<Line> log,
    long logOmitted) {

  /**
   * How the connection should end.
   *
   * @param closeCode the codes of the client's close frame; empty for any
   * @param closedByMe whether the server closes first
   * @param requireClean whether both sides have to send a close frame
   */
  record ExpectedClose(List<Integer> closeCode, boolean closedByMe, boolean requireClean) {}

  /**
   * A frame, or another event.
   *
   * @param at the time since the opening [ms]
   * @param by {@code server} or {@code client}
   * @param frame in words
   * @param hex the beginning of its payload in hex; null if it is no frame
   * @param text the same as a text, of a close frame its code and reason; null if it is none
   */
  record Line(double at, String by, String frame, @Nullable String hex, @Nullable String text) {}
}
