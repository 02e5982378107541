package com.example;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The image that the test needs, which a machine with a container engine may not have built. */
class LocalImage {

  /**
   * Asks the command, because Testcontainers would first download an image of its own. Without a
   * registry, it goes on trying for minutes.
   */
  static boolean exists() throws InterruptedException {
    try {
      Process docker =
          new ProcessBuilder("docker", "image", "inspect", "--format", "{{.Id}}", "websocket-echo")
              .redirectErrorStream(true)
              .start();
      boolean ended = docker.waitFor(10, TimeUnit.SECONDS);
      docker.destroyForcibly();
      return ended && docker.exitValue() == 0;
    } catch (IOException e) {
      // There is no such command.
      return false;
    }
  }
}
