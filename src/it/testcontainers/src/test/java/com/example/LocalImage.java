package com.example;

import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;

/** The image that the test needs. A machine with a container engine may not have built it. */
class LocalImage {

  static boolean exists() {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd("websocket-echo").exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
