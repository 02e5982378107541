package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.ConformanceCase.FrameScript;
import io.github.websocketecho.conformance.ConformanceCase.Script;
import io.github.websocketecho.conformance.Event.Expected;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the client has done so far, beside what a case expects. Not thread-safe. */
final class Progress {

  /** The most events that are kept. No case expects as many in a round. */
  static final int MOST = 64;

  /** Nothing is expected, and everything may happen. */
  static final Script ANYTHING = new FrameScript(List.of(), List.of(List.of()), 1, 0, false);

  private final Script script;
  private final List<Event> events = new ArrayList<>();

  /** These without the pongs that no ping asked for. */
  private final List<Event> asked = new ArrayList<>();

  private int round;
  private boolean tooMany;
  private boolean unaskedPongs;
  private boolean rightBytes = true;

  Progress(Script script) {
    this.script = script;
  }

  /** The client has done something. */
  void add(Event event) {
    rightBytes &= !(event instanceof Event.Message message) || message.asExpected();
    if (events.size() == MOST) {
      tooMany = true;
      return;
    }
    events.add(event);
    if (event instanceof Event.Pong && !isExpected(event)) {
      unaskedPongs = true;
    } else {
      asked.add(event);
    }
  }

  /** Goes on with the next round: what the client has done in this one is right. */
  void nextRound() {
    events.clear();
    asked.clear();
    round++;
  }

  /** The round, from 0. */
  int round() {
    return round;
  }

  /** Whether it is the last. */
  boolean isLastRound() {
    return round == script.rounds() - 1;
  }

  /** What the client has done in this round. */
  List<Event> events() {
    return List.copyOf(events);
  }

  /** The place of the expected list that the client has done; -1 if it has done none. */
  int done() {
    return unaskedPongs ? -1 : doneBesidesPongs();
  }

  /** The same, if the pongs that no ping asked for do not count. A client may send them. */
  int doneBesidesPongs() {
    return isLastRound() ? doneOf(script.expected(round), asked) : -1;
  }

  /** Whether the client has done what this round expects, beside pongs. */
  boolean isRoundDone() {
    return doneOf(script.expected(round), asked) >= 0;
  }

  private int doneOf(List<List<Expected>> lists, List<Event> done) {
    for (int i = 0; i < lists.size() && !tooMany; i++) {
      if (lists.get(i).size() == done.size() && begins(lists.get(i), done)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether every byte of all messages was as expected, also where only lengths count. */
  boolean hasRightBytes() {
    return rightBytes;
  }

  /** Whether nothing that the client does can make a list of this any more. */
  boolean isHopeless() {
    return tooMany
        || script.expected(round).stream()
            .noneMatch(list -> list.size() >= asked.size() && begins(list, asked));
  }

  private boolean isExpected(Event event) {
    int place = asked.size();
    return script.expected(round).stream()
        .anyMatch(
            list -> list.size() > place && begins(list, asked) && list.get(place).matches(event));
  }

  private static boolean begins(List<Expected> list, List<Event> events) {
    for (int i = 0; i < events.size(); i++) {
      if (!list.get(i).matches(events.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The content of the message that is expected next; null if none is. Pongs that are expected
   * before its end may come between its fragments.
   */
  @Nullable Content expectedContent() {
    return script.expected(round).stream()
        .flatMap(list -> list.stream().skip(asked.size()))
        .map(Expected::content)
        .filter(content -> content != null)
        .findFirst()
        .orElse(null);
  }
}
