package io.github.websocketecho.endpoint;

/**
 * The number of edits between two words. An edit removes a letter, inserts one, replaces one, or
 * swaps two neighbours. Any thread.
 */
final class EditDistance {

  private EditDistance() {}

  /**
   * Whether at most one edit is needed. The time is proportional to the shorter length, and no
   * memory is allocated.
   */
  static boolean isAtMostOne(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    if (Math.max(one.length(), other.length()) - shorter > 1) {
      return false;
    }
    int start = 0;
    while (start < shorter && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0; // The number of equal letters at the end.
    while (end < shorter - start
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    int left = shorter - start - end;
    return switch (left) {
      case 0 -> true;
      case 1 -> one.length() == other.length();
      case 2 ->
          one.length() == other.length()
              && one.charAt(start) == other.charAt(start + 1)
              && one.charAt(start + 1) == other.charAt(start);
      default -> false;
    };
  }

  /**
   * The smallest number of edits. No letter is edited twice (optimal string alignment). The time is
   * proportional to the product of the lengths.
   */
  static int between(String one, String other) {
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] edits = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      edits[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = edits;
      edits = free;
      edits[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        edits[j] = Math.min(last[j - 1] + same, Math.min(last[j], edits[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (swapped) {
          edits[j] = Math.min(edits[j], beforeLast[j - 2] + 1);
        }
      }
    }
    return edits[other.length()];
  }
}
