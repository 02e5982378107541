package io.github.websocketecho.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.websocketecho.protocol.ServerConversation;
import java.lang.management.ManagementFactory;

/** How many event loops the memory is enough for. */
public final class LoopMemory {

  /** The size of a buffer of a loop [bytes]: larger ones were measured to be slower. */
  static final int BUFFER = 256 * 1024;

  /** The size of the buffer that is read into [bytes]: a full read may complete a frame. */
  static final int INPUT = BUFFER + ServerConversation.MAXIMUM_LEFT;

  /** What the four buffers of a loop take outside the heap [bytes]. */
  public static final long PER_LOOP = 3L * BUFFER + INPUT;

  /** Of the memory outside the heap, so much is left to others. */
  private static final int SHARE = 2;

  private LoopMemory() {}

  /** The most loops that have room, at least one. */
  public static int mostLoops() {
    return Math.clamp(direct() / SHARE / PER_LOOP, 1, Integer.MAX_VALUE);
  }

  /** How much memory direct buffers may take in this process [bytes]. */
  public static long direct() {
    long set =
        Long.parseLong(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
    return set == 0 ? Runtime.getRuntime().maxMemory() : set;
  }
}
