package io.github.websocketecho.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** How many event loops the memory is enough for. */
public final class LoopMemory {

  /** What the four buffers of a loop take outside the heap [bytes]. */
  public static final long PER_LOOP = 3L * EventLoop.BUFFER + EventLoop.INPUT;

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
