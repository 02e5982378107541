package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is kept of the echoes, without the page around it. */
class RoundTripTimesIntegrationTests extends PageInBrowser {

  @Test
  void itsPercentilesKeepTheErrorThatItStates() {
    Object tooFar =
        browser.asyncScript(
            """
            const done = arguments[0];
            import('/assets/round-trips/histogram.js').then(({ Histogram, RELATIVE_ERROR }) => {
              // The same numbers each time.
              let seed = 42;
              const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
              const times = {
                one: [0.3], two: [0.1, 400], none: [0, 0, 0],
                uniform: Array.from({ length: 5000 }, () => random() * 20),
                skewed: Array.from({ length: 5000 }, () => -Math.log(random()) * 3),
                wide: Array.from({ length: 5000 }, () => 10 ** (random() * 9 - 3)),
                edges: Array.from({ length: 31 }, (_, i) => [2 ** i - 1, 2 ** i, 2 ** i + 1]).flat().map(us => Math.min(us, 2 ** 31 - 1) / 1000),
              };
              const tooFar = [];
              for (const [name, values] of Object.entries(times)) {
                const histogram = new Histogram();
                values.forEach(value => histogram.add(value));
                values.sort((a, b) => a - b);
                for (const part of [0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1]) {
                  const exact = values[Math.max(1, Math.ceil(part * values.length)) - 1];
                  const found = histogram.percentile(part);
                  if (!(Math.abs(found - exact) <= Math.max(exact * RELATIVE_ERROR, 0.0005) + 1e-9)) {
                    tooFar.push(`${name} ${part}: ${found} for ${exact}`);
                  }
                }
                if (histogram.count !== values.length || histogram.min !== values[0] || histogram.max !== values.at(-1)) {
                  tooFar.push(`${name}: ${histogram.count} ${histogram.min} ${histogram.max}`);
                }
                histogram.clear();
                if (histogram.count !== 0 || !Number.isNaN(histogram.percentile(0.5))) { tooFar.push(name + ': not cleared'); }
              }
              const longest = new Histogram();
              longest.add(1e12); longest.add(-1); longest.add(3e12);
              if (longest.max !== 3e12 || longest.min !== 0 || !(longest.percentile(0.5) >= 2 ** 31 / 1000 * 0.99)) { tooFar.push('longest'); }
              done(tooFar.join('; '));
            });
            """);
    assertThat(tooFar).isEqualTo("");
  }

  @Test
  void theLastMinuteStaysBounded() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/round-trips/series.js').then(({ Series }) => {
                  const series = new Series();
                  for (let at = 0; at < 200_000; at += 10) { series.add(at % 7, at); }
                  const all = series.steps(200_000);
                  const first = all[0];
                  const rest = series.steps(230_100).length;
                  done([all.length, first.at, first.count, Math.round(first.median), first.max, rest, series.steps(300_000).length, series.isEmpty].join(' '));
                });
                """))
        .isEqualTo("240 140250 25 3 6 120 0 true");
  }

  @Test
  void comparesEchoesByWhatTheyHold() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/connection/echoes.js').then(({ Echoes }) => {
                  const found = [];
                  for (const size of [0, 1, 3, 4, 5, 1000, 1001]) {
                    for (const changed of [-1, 0, 3, 4, size - 1]) {
                      for (const offset of [0, 1, 4]) {
                        const whole = new Uint8Array(size + offset).fill(7);
                        const echo = new Uint8Array(size).fill(7);
                        if (changed >= 0 && changed < size) { echo[changed] = 8; }
                        const echoes = new Echoes();
                        echoes.sent({ data: whole.subarray(offset) });
                        const same = echoes.received(echo.buffer) !== null;
                        if (same !== !(changed >= 0 && changed < size)) { found.push([size, changed, offset].join()); }
                      }
                    }
                  }
                  done(found.join(' '));
                });
                """))
        .isEqualTo("");
  }

  @Test
  void keepsAsManyMessagesAndBytesAsItMayWhereNothingIsEchoed() {
    assertThat(
            browser.asyncScript(
                """
                const done = arguments[0];
                import('/assets/connection/echoes.js').then(({ Echoes, MAXIMUM_BYTES, MAXIMUM_WAITING }) => {
                  const many = new Echoes();
                  for (let i = 0; i <= MAXIMUM_WAITING; i++) { many.sent({ data: String(i) }); }
                  const counted = [many.size, many.received('0'), many.received('1').data];
                  const large = new Echoes();
                  const part = () => new ArrayBuffer(MAXIMUM_BYTES / 4);
                  for (let i = 0; i < 5; i++) { large.sent({ data: part() }); }
                  const same = new Echoes();
                  const data = part();
                  for (let i = 0; i < 5; i++) { same.sent({ data }); }
                  const alone = new Echoes();
                  alone.sent({ data: new ArrayBuffer(MAXIMUM_BYTES + 1) });
                  done([...counted, large.size, same.size, alone.size].join(' '));
                });
                """))
        .isEqualTo("10000  1 4 5 1");
  }
}
