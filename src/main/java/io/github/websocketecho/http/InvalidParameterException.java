package io.github.websocketecho.http;

import java.io.Serial;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * A request has a parameter with a value that is not allowed, or an unknown parameter: 400. The
 * problem detail (RFC 9457) names the parameter, the value and the allowed range. A value that may
 * be secret is masked.
 */
public final class InvalidParameterException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private final transient MessageSourceResolvable allowed;

  /**
   * @param parameter the name
   * @param value the value in the request
   * @param allowed the allowed values, for a message source
   * @param cause the reason why it is not allowed, for the log; null for none
   */
  public InvalidParameterException(
      String parameter, String value, MessageSourceResolvable allowed, @Nullable Throwable cause) {
    this(parameter, value, cause, ProblemCause.INVALID_PARAMETER, allowed);
  }

  /**
   * A parameter that is not known at this address.
   *
   * @param known the names of the known parameters; may be empty
   */
  public static InvalidParameterException unknown(
      String parameter, String value, List<String> known) {
    var allowed =
        known.isEmpty()
            ? new DefaultMessageSourceResolvable("parameter.none.allowed")
            : new DefaultMessageSourceResolvable(null, null, String.join(", ", known));
    return new InvalidParameterException(
        parameter, value, null, ProblemCause.UNKNOWN_PARAMETER, allowed);
  }

  private InvalidParameterException(
      String parameter,
      String value,
      @Nullable Throwable cause,
      ProblemCause problemCause,
      MessageSourceResolvable allowed) {
    super(
        HttpStatus.BAD_REQUEST,
        problemCause,
        new Object[] {parameter, shown(parameter, value), allowed},
        Secrets.isSecret(parameter) ? null : cause); // Its message may contain the value.
    this.allowed = allowed;
    getBody().setProperty("parameter", parameter);
    getBody().setProperty("value", shown(parameter, value));
  }

  private static String shown(String parameter, String value) {
    return Secrets.isSecret(parameter) ? Secrets.MASK : Secrets.masked(value);
  }

  @Override
  public ProblemDetail updateAndGetBody(@Nullable MessageSource messageSource, Locale locale) {
    ProblemDetail body = super.updateAndGetBody(messageSource, locale);
    if (messageSource != null) {
      body.setProperty("allowed", messageSource.getMessage(allowed, locale));
    }
    return body;
  }
}
