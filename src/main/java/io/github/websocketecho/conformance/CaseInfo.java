package io.github.websocketecho.conformance;

import tools.jackson.databind.json.JsonMapper;

/** A case as the driver protocol describes it: with a blank behind each colon and comma. */
final class CaseInfo {

  private CaseInfo() {}

  /**
   * The id and the description in JSON.
   *
   * @param description a sentence in English
   */
  static String json(SuiteCase tested, String description) {
    return "{\"id\": %s, \"description\": %s}".formatted(text(tested.id()), text(description));
  }

  private static String text(String value) {
    return JsonMapper.shared().writeValueAsString(value);
  }
}
