package io.github.websocketecho.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.websocketecho.protocol.ServerConversation;
import java.lang.management.ManagementFactory;

/** How many event loops have enough memory. */
public final class LoopMemory {

  /** The size of a buffer of a loop [bytes]: larger ones were measured to be slower. */
  static final int BUFFER = 256 * 1024;

  /**
   * The size of the buffer that is read into [bytes]: a full read may be behind the beginning of a
   * frame.
   */
  static final int INPUT = BUFFER + ServerConversation.MAXIMUM_LEFT;

  /** The size of the four buffers of a loop, which are outside the heap [bytes]. */
  public static final long PER_LOOP = 3L * BUFFER + INPUT;

  /** The loops use one of this many parts of the memory outside the heap. */
  private static final int SHARE = 2;

  private LoopMemory() {}

  /** The largest number of loops that have enough memory, at least 1. */
  public static int mostLoops() {
    return Math.clamp(direct() / SHARE / PER_LOOP, 1, Integer.MAX_VALUE);
  }

  /** How much memory direct buffers may use in this process [bytes]. */
  public static long direct() {
    long set =
        Long.parseLong(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
    return set == 0 ? Runtime.getRuntime().maxMemory() : set;
  }
}
