package io.github.websocketecho.reliability;

/** Shows how a healthy client fares at a server on this machine: {@code PORT SECONDS}. */
final class HealthyMain {

  private HealthyMain() {}

  public static void main(String[] arguments) throws Exception {
    try (var client = new HealthyClient(Integer.parseInt(arguments[0]))) {
      Thread.sleep(1000L * Integer.parseInt(arguments[1]));
      System.out.println("median/p99/longest: " + client);
    }
    System.exit(0);
  }
}
