package io.github.websocketecho.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * A message that another replica can put into words: its codes and its arguments, each a number, a
 * boolean, a text or a message. Immutable; any thread.
 *
 * @param text the default; null for none
 */
public record SharedMessage(List<String> codes, List<Object> arguments, @Nullable String text) {

  private static final String CODES = "codes";
  private static final String ARGUMENTS = "arguments";
  private static final String TEXT = "text";

  /** The form in which a message can be shared. */
  public static SharedMessage of(MessageSourceResolvable message) {
    String[] codes = message.getCodes();
    @Nullable Object[] arguments = message.getArguments();
    return new SharedMessage(
        codes == null ? List.of() : List.of(codes),
        arguments == null ? List.of() : shared(List.of(arguments)),
        message.getDefaultMessage());
  }

  /** The form in which arguments of a message can be shared. */
  public static List<Object> shared(List<?> arguments) {
    List<Object> shared = new ArrayList<>();
    for (Object argument : arguments) {
      shared.add(
          switch (argument) {
            case MessageSourceResolvable message -> of(message);
            case Number number -> number;
            case Boolean flag -> flag;
            default -> argument.toString();
          });
    }
    return shared;
  }

  /** The arguments as {@link #shared} got them; messages may have become maps meanwhile. */
  public static List<Object> arguments(List<?> shared) {
    return shared.stream().map(SharedMessage::argument).toList();
  }

  private static Object argument(Object shared) {
    return switch (shared) {
      case SharedMessage message -> message.message();
      case Map<?, ?> map ->
          new SharedMessage(
                  ((List<?>) Objects.requireNonNull(map.get(CODES)))
                      .stream().map(String::valueOf).toList(),
                  new ArrayList<>((List<?>) Objects.requireNonNull(map.get(ARGUMENTS))),
                  (String) map.get(TEXT))
              .message();
      default -> shared;
    };
  }

  /** The message. */
  public MessageSourceResolvable message() {
    return new DefaultMessageSourceResolvable(
        codes.toArray(String[]::new), arguments(arguments).toArray(), text);
  }
}
