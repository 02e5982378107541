package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.scenario.ScenarioCatalogue;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Autowired;

/** The base of the tests of the scenarios. Each test opens its own page. */
abstract class ScenariosInBrowser extends PageInBrowser {

  @Autowired private ScenarioCatalogue catalogue;

  @Override
  final void openStartPage() {
    // Each test opens its own page.
  }

  final void openCatalogue() {
    open("scenarios");
    awaitShown(size());
  }

  /** Waits until a number of all scenarios is shown. */
  final void awaitShown(int number) {
    browser.awaitText("scenarios-count", number + " of " + size() + " shown");
  }

  /** The number of scenarios. */
  final int size() {
    return catalogue.scenarios().size();
  }

  final boolean isOpen(String id) {
    return Boolean.TRUE.equals(
        browser.script(
            """
            const row = document.getElementById(arguments[0]);
            return row.querySelector('.disclosure').ariaExpanded === 'true'
              && row.querySelector('.content').checkVisibility();
            """,
            id));
  }

  final void awaitUnfolded(String id) {
    browser.await(() -> assertThat(part(id, "snippet")).isNotEmpty());
  }

  final void selectState(String state) {
    browser.script(
        """
        const field = document.getElementById('scenarios-state');
        field.value = arguments[0];
        field.dispatchEvent(new Event('change'));
        """,
        state);
  }

  final void run(String id) {
    browser.script(
        """
        document.getElementById(`${arguments[0]}.run`).click();
        """,
        id);
  }

  final String outcome(String id) {
    return Objects.requireNonNullElse(browser.attribute(id, "data-state"), "");
  }

  final void assertPart(String id, String part, String expected) {
    browser.await(() -> assertThat(part(id, part)).isEqualTo(expected));
  }

  /** The text or the value of a part, with plain spaces. */
  final String part(String id, String part) {
    Object content =
        browser.script(
            """
            const part = document.getElementById(arguments[0])
              ?.querySelector(`[data-part="${arguments[1]}"]`);
            return part?.value ?? part?.textContent ?? '';
            """,
            id,
            part);
    return Objects.toString(content).replace('\u00a0', ' ');
  }
}
