package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples of one request to {@code /actuator/prometheus}, by name and sorted labels. */
record Scrape(Map<String, Double> samples, String text) {

  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)\\})? ([-0-9.E]+)$");

  static Scrape of(TranscriptClient client) throws IOException, InterruptedException {
    var response = client.get("/actuator/prometheus");
    assertThat(response.statusCode()).isEqualTo(200);
    Map<String, Double> samples = new TreeMap<>();
    Matcher sample = SAMPLE.matcher(response.body());
    while (sample.find()) {
      samples.put(name(sample.group(1), sample.group(2)), Double.valueOf(sample.group(3)));
    }
    return new Scrape(samples, response.body());
  }

  private static String name(String name, String labels) {
    return labels == null ? name : name + new TreeSet<>(java.util.List.of(labels.split(",", -1)));
  }

  /** The value; 0 if there is none. */
  double value(String sample) {
    return samples.getOrDefault(sample, 0.0);
  }

  /**
   * The growth of the samples with a name, by their labels. Samples that are unchanged are omitted.
   */
  Map<String, Double> growthSince(Scrape before, String name) {
    Map<String, Double> growth = new TreeMap<>();
    samples.forEach(
        (sample, value) -> {
          double more = value - before.value(sample);
          if (sample.startsWith(name) && more != 0) {
            growth.put(sample.substring(name.length()), more);
          }
        });
    return growth;
  }
}
