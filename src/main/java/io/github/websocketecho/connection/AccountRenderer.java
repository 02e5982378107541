package io.github.websocketecho.connection;

import io.github.websocketecho.connection.AccountView.VerdictView;
import io.github.websocketecho.connection.VerdictRule.Judgement;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells an account in somebody's language, with the verdict. */
@Component
class AccountRenderer {

  private final MessageSource messages;

  AccountRenderer(MessageSource messages) {
    this.messages = messages;
  }

  AccountView render(Account account, Locale locale) {
    AccountView view = account.view();
    VerdictRule rule = account.rule();
    if (rule == null) {
      return view;
    }
    Judgement judgement = rule.judge(view);
    return view.withVerdict(
        new VerdictView(
            messages.getMessage(rule.expected(), null, locale),
            messages.getMessage(judgement.observed(), judgement.arguments().toArray(), locale),
            judgement.passed()));
  }
}
