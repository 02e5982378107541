package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A run of a scenario by the module {@code visit.js} alone. */
class VisitIntegrationTests extends PageInBrowser {

  @Test
  void visitEndsTheConnectionAfterThePatience() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/scenarios/visit.js')
                  .then(({ visit }) => visit({ server: null }, 'silent?hold=2m', { sends: [], closes: null, offers: [], credentials: null },
                    { patience: 2000, signal: AbortSignal.timeout(60_000) }))
                  .then(({ report, transcript }) => JSON.stringify([report, transcript.scenario]))
                  .then(done, error => done(String(error)));
                """))
        .isEqualTo("[null,\"silent\"]");
  }

  @Test
  void visitSendsCredentialsThatAreNotInItsAddress() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/scenarios/visit.js')
                  .then(({ visit }) => visit({ server: null }, 'auth/basic?user=j%C3%BC%2541&password=p%3A%40%2F', {
                      sends: [{ type: 'text', data: 'hello', repeat: 1, times: 1 }],
                      closes: { code: 4001, reason: 'bye' },
                      offers: [],
                      credentials: { scheme: 'basic', user: 'j\\u00fc%41', password: 'p:@/' },
                    }, { patience: 10_000, signal: AbortSignal.timeout(60_000) }))
                  .then(({ address, report, transcript }) => JSON.stringify(
                    [report.code, transcript.verdict.passed, new URL(address).username]))
                  .then(done, error => done(String(error)));
                """))
        .isEqualTo("[4001,true,\"\"]");
  }
}
