package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is drawn of the ends of which {@code sequence.test.mjs} tests the arrows. */
class DiagramIntegrationTests extends PageInBrowser {

  @Test
  void everyDrawingHasAllItsWordsInItsTextAlternative() throws IOException {
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
                      const spoken = svg.getAttribute('aria-label');
                      const unspoken = [...svg.querySelectorAll('text:not(.actor)')].map(text => text.textContent)
                        .filter(words => !spoken.includes(words));
                      return unspoken.length === 0 ? '' : `${name}: ${unspoken.join()}\\n`;
                    }).join('');
                    })().then(done, error => done(String(error)));
                    """))
        .isEqualTo("");
  }

  /** The table as a plain script: what its modules export to each other are constants there. */
  private static String rows() throws IOException {
    Path folder = Node.FOLDER.resolve("closing");
    return (Files.readString(folder.resolve("ends.mjs"))
            + Files.readString(folder.resolve("sequence-rows.mjs")))
        .replaceAll("(?m)^export ", "")
        .replaceAll("(?ms)^import .*?;$", "");
  }
}
