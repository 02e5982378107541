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
                  .then(({ visit }) => visit('silent?hold=2m', { sends: [], closes: null, offers: [] },
                    { patience: 2000, signal: AbortSignal.timeout(60_000) }))
                  .then(({ report, transcript }) => JSON.stringify([report, transcript.scenario]))
                  .then(done, error => done(String(error)));
                """))
        .isEqualTo("[null,\"silent\"]");
  }
}
