package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.support.Document;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Frame;
import io.github.websocketecho.transcript.Transcript.Taken;
import io.github.websocketecho.transcript.Transcript.Tls;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of transcripts explains every field of the JSON, in its order. */
class TranscriptFieldsDocumentTests {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]+ \\|$");
  private static final String CAUSES = "| `closing.cause` | why";

  private final String page = Document.page("transcripts").text();
  private final int causes = page.indexOf(CAUSES);

  @Test
  void explainsEveryField() {
    String fields = page.substring(page.indexOf("## The fields"), causes);
    assertThat(rows(fields)).isEqualTo(fields("", TranscriptDocument.class).toList());
  }

  @Test
  void explainsEveryCause() {
    assertThat(rows(page.substring(causes + CAUSES.length())))
        .isEqualTo(
            Arrays.stream(Cause.values())
                .map(cause -> cause.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static List<String> rows(String text) {
    return ROW.matcher(text).results().map(row -> row.group(1)).toList();
  }

  private static Stream<String> fields(String prefix, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> fields(prefix + component.getName(), component));
  }

  private static Stream<String> fields(String name, RecordComponent component) {
    Class<?> type = component.getType();
    for (Class<?> element : List.of(Taken.class, Frame.class)) {
      if (component.getGenericType().getTypeName().endsWith("<" + element.getName() + ">")) {
        return Stream.concat(Stream.of(name), fields(name + "[].", element));
      }
    }
    if (type == TranscriptDocument.Verdict.class || type == Tls.class) {
      return Stream.concat(Stream.of(name), fields(name + ".", type));
    }
    // A close frame is explained in one row.
    return type.isRecord() && type != CloseFrame.class ? fields(name + ".", type) : Stream.of(name);
  }
}
