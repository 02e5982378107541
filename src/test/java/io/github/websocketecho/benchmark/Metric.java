package io.github.websocketecho.benchmark;

/** What is measured, in the order of the table. */
enum Metric {
  RATE("messages/s"),
  CPU("server CPU, s per million messages"),
  MEDIAN("round trip, median, µs"),
  P99("round trip, p99, µs"),
  ANSWER_LENGTH("bytes of an answer, with its headers"),
  THROUGHPUT("MiB/s"),
  CPU_PER_GIB("server CPU, s per GiB"),
  CONNECTIONS("connections/s"),
  CPU_PER_CONNECTION("server CPU, µs per connection"),
  RESUMED("sessions resumed, % of connections"),
  IDLE_MEMORY("resident memory per connection, idle, kB"),
  IDLE_HEAP("live heap per connection, idle, kB"),
  ECHO_MEMORY("resident memory per connection, after one echo, kB"),
  ECHO_HEAP("live heap per connection, after one echo, kB"),
  ECHOES("connections that get three echoes, %"),
  SERVED("new clients that get their echo within 1 s, %"),
  SERVED_P99("connection and echo of a new client, p99, ms (1,000 is a second or more)"),
  PEAK_MEMORY("resident memory at its peak, MiB"),
  CLIENT_SHARE("load client's share of the CPU used, %");

  private final String heading;

  Metric(String heading) {
    this.heading = heading;
  }

  String heading() {
    return heading;
  }
}
