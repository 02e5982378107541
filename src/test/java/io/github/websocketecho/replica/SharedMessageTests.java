package io.github.websocketecho.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.context.support.StaticMessageSource;

class SharedMessageTests {

  private static final MessageSourceResolvable INNER =
      new DefaultMessageSourceResolvable(new String[] {"inner"}, new Object[] {5, "é"});
  private static final MessageSourceResolvable OUTER =
      new DefaultMessageSourceResolvable(
          new String[] {"unknown", "outer"},
          new Object[] {INNER, 1.5, true, 12_345_678_901L, Duration.ofSeconds(1)});
  private static final String TEXT = "<é 5> 1.5 true 12,345,678,901 PT1S";

  private final StaticMessageSource messages = new StaticMessageSource();

  SharedMessageTests() {
    messages.addMessage("inner", Locale.ENGLISH, "<{1} {0}>");
    messages.addMessage("outer", Locale.ENGLISH, "{0} {1} {2} {3} {4}");
    messages.addMessage("inner", Locale.CHINESE, "《{0}{1}》");
    messages.addMessage("outer", Locale.CHINESE, "{0}");
  }

  private static SharedMessage carried(SharedMessage message) {
    return SharedFormat.read(SharedFormat.write(message), SharedMessage.class);
  }

  @Test
  void messageHasTheSameWordsOnAnotherReplica() {
    SharedMessage here = SharedMessage.of(OUTER);
    SharedMessage there = carried(here);
    for (SharedMessage message : List.of(here, there, carried(there))) {
      assertThat(messages.getMessage(message.message(), Locale.ENGLISH)).isEqualTo(TEXT);
      assertThat(messages.getMessage(message.message(), Locale.CHINESE)).isEqualTo("《5é》");
    }
  }

  @Test
  void messageMayHaveOnlyItsDefault() {
    SharedMessage message =
        carried(SharedMessage.of(new DefaultMessageSourceResolvable(null, null, "text")));
    assertThat(message).isEqualTo(new SharedMessage(List.of(), List.of(), "text"));
    assertThat(messages.getMessage(message.message(), Locale.ENGLISH)).isEqualTo("text");
  }

  private record Arguments(List<Object> arguments) {}

  @Test
  void argumentsAreReadAsTheyWereWritten() {
    List<Object> shared = SharedMessage.shared(List.of(1, "x", false, INNER));
    List<Object> read =
        SharedFormat.read(SharedFormat.write(new Arguments(shared)), Arguments.class).arguments();
    for (List<Object> arguments :
        List.of(SharedMessage.arguments(shared), SharedMessage.arguments(read))) {
      assertThat(arguments.subList(0, 3)).isEqualTo(List.of(1, "x", false));
      assertThat(messages.getMessage((MessageSourceResolvable) arguments.get(3), Locale.ENGLISH))
          .isEqualTo("<é 5>");
    }
  }
}
