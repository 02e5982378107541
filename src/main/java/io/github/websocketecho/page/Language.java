package io.github.websocketecho.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language of the page. */
enum Language {
  ENGLISH(Locale.ENGLISH, "en", "English"),
  CHINESE(Locale.CHINESE, "zh-Hans", "中文");

  private final Locale locale;
  private final String tag;
  private final String ownName;

  Language(Locale locale, String tag, String ownName) {
    this.locale = locale;
    this.tag = tag;
    this.ownName = ownName;
  }

  /**
   * The language of a BCP 47 tag, ignoring region and script; empty if the page does not have it.
   */
  static Optional<Language> of(String tag) {
    return of(Locale.forLanguageTag(tag));
  }

  /** The language of a locale; empty if the page does not have it. */
  static Optional<Language> of(Locale locale) {
    return Arrays.stream(values())
        .filter(language -> language.locale.getLanguage().equals(locale.getLanguage()))
        .findFirst();
  }

  /** The language of a locale; English if the page does not have it. */
  static Language orEnglish(Locale locale) {
    return of(locale).orElse(ENGLISH);
  }

  static List<Locale> locales() {
    return Arrays.stream(values()).map(Language::locale).toList();
  }

  Locale locale() {
    return locale;
  }

  /** The value of HTML's {@code lang}. */
  public String getTag() {
    return tag;
  }

  /** The language's name in the language itself. */
  public String getOwnName() {
    return ownName;
  }
}
