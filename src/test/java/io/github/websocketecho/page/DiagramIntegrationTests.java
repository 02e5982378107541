package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The drawings of the sequences whose arrows {@code sequence.test.mjs} tests. */
class DiagramIntegrationTests extends PageInBrowser {

  @Test
  void everyLabelIsPartOfTheTextAlternative() throws IOException {
    assertThat(
            browser.asyncScript(
                "const done = arguments[0]; (async () => {"
                    + rows()
                    + """
                    const { draw } = await import('/assets/closing/diagram.js');
                    const { sequenceOf } = await import('/assets/closing/sequence.js');
                    return SEQUENCES.map(([name, b, s, more]) => {
                      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
                      draw(svg, sequenceOf(browser(b), s === null ? null : server(s, more)));
                      const alternative = svg.getAttribute('aria-label');
                      const missing = [...svg.querySelectorAll('text:not(.actor)')].map(text => text.textContent)
                        .filter(label => !alternative.includes(label));
                      return missing.length === 0 ? '' : `${name}: ${missing.join()}\\n`;
                    }).join('');
                    })().then(done, error => done(String(error)));
                    """))
        .isEqualTo("");
  }

  /** The modules of the table as one plain script, without exports and imports. */
  private static String rows() throws IOException {
    Path folder = Node.FOLDER.resolve("closing");
    return (Files.readString(folder.resolve("ends.mjs"))
            + Files.readString(folder.resolve("sequence-rows.mjs")))
        .replaceAll("(?m)^export ", "")
        .replaceAll("(?ms)^import .*?;$", "");
  }
}
