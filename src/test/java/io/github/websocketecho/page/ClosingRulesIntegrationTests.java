package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * How the report and the transcript of one end differ, and what is drawn of them: tables, without a
 * connection.
 */
class ClosingRulesIntegrationTests extends PageInBrowser {

  /**
   * A report and a transcript of a close with 1000 by the server, changed as a row of a table says.
   */
  private static final String SEEN =
      """
      const browser = changes => ({
        address: '', id: 'x', opened: true, failed: false, asked: false, goodbye: null, code: 1000, reason: '',
        wasClean: true, initiator: 'server', lifeMillis: 20, openMillis: 10, closeMillis: null, ...changes,
      });
      const frame = (code, atMillis, reason = '') => ({ code, reason, atMillis });
      const server = (closing, changes) => ({
        state: 'ended', ending: null, durationMillis: 15, handshake: { status: 101 }, ...changes,
        closing: {
          initiator: 'server', clean: true, sent: frame(1000, 5), received: frame(1000, 6), tcpEnd: 'byUs',
          cause: 'ending', detail: '', violation: null, ...closing,
        },
      });
      const asked = (code, reason = '') => ({
        asked: true, goodbye: { code, reason }, code: code ?? 1005, reason, initiator: 'browser', closeMillis: 10,
      });
      const heard = (code, reason) => ({ initiator: 'client', received: frame(code, 5, reason), sent: frame(code, 6, reason), cause: 'asked' });
      const broken = { code: 1006, wasClean: false, initiator: 'nobody' };
      const failed = { ...broken, failed: true };
      const unheard = { ...asked(4001), code: 1006, reason: '', wasClean: false };
      const unopened = { ...failed, opened: false, openMillis: null };
      const none = { clean: false, sent: null, received: null };
      """;

  private static final String DIFFERENCES =
      """
      const TABLE = [
        ['the server closed', {}, {}, {}, ''],
        ['the visitor closed', asked(4001, 'bye'), heard(4001, 'bye'), {}, ''],
        ['the visitor closed without a code', asked(null), heard(null), {}, 'note code.noCode'],
        ['the server closed without a code', { code: 1005 }, { sent: frame(null, 5), received: frame(null, 6) }, {}, 'note code.noCode'],
        ['another code in the answer', { ...asked(4001), code: 4002 }, { ...heard(4001), sent: frame(4002, 6) }, {}, 'note code.answer 4001 4002'],

        ['FIN without a close frame', broken, none, {}, 'note code.noFrame, note initiator.tcp'],
        ['FIN from somewhere between', broken, { ...none, initiator: 'client', cause: 'network', tcpEnd: 'fin' }, {}, 'note code.noFrame, differs initiator.cut'],
        ['silent until the browser gives up', unheard, { ...none, initiator: 'client', received: frame(4001, 5) }, {}, 'note code.noFrame'],
        ['FIN before close()', unheard, none, {}, 'note code.noFrame, differs initiator.tcpFirst, differs goodbye.lost'],
        ['close() and nothing came', unheard, { ...none, initiator: 'none' }, {}, 'note code.noFrame, differs initiator.unheard, differs goodbye.lost'],
        ['still going on', unheard, { ...none, initiator: 'none' }, { state: 'open' }, 'note code.noFrame'],

        ['another code arrives', {}, { sent: frame(4001, 5) }, {}, 'differs code.changed 4001 1000'],
        ['a code is put in', {}, { sent: frame(null, 5) }, {}, 'differs code.changed null 1000'],
        ['the code is taken out', { code: 1005 }, {}, {}, 'differs code.changed 1000 null'],
        ['another reason arrives', { reason: 'a' }, { sent: frame(1000, 5, 'b') }, {}, 'differs reason.changed'],
        ['the reason is taken out', {}, { sent: frame(1000, 5, 'b') }, {}, 'differs reason.removed'],
        ['a reason is put in', { reason: 'a' }, {}, {}, 'differs reason.added'],
        ['a frame that the server did not send', { code: 1001 }, { ...none, initiator: 'client', cause: 'network' }, {},
          'differs code.notSent 1001, differs clean.notSent, differs initiator.onTheWay'],
        ['closed to both sides', { code: 1001 }, heard(1001), {}, 'differs initiator.onTheWay'],
        ['closed to the server, cut to the browser', broken, { ...heard(1001), clean: true }, {},
          'differs code.lost 1001, differs clean.lost, differs initiator.onTheWay'],
        ['the server’s frame is lost', broken, { received: null, clean: false }, {}, 'differs code.lost 1000, differs initiator.lost'],
        ['the server’s frame with its reason is lost', broken, { received: null, clean: false, sent: frame(1000, 5, 'b') }, {},
          'differs code.lost 1000, differs reason.lost, differs initiator.lost'],
        ['the browser’s answer is lost', {}, { received: null, clean: false }, {}, 'differs clean.answerLost'],
        ['the browser’s answer is on its way', {}, { received: null, clean: false }, { state: 'closing' }, 'note clean.pending'],
        ['the answer comes late', { ...unheard, closeMillis: 50 }, { ...heard(4001), sent: frame(4001, 60) }, {},
          'differs code.late 4001 55ms, differs clean.late'],
        ['the answer is lost', { ...unheard, closeMillis: 50 }, heard(4001), {}, 'differs code.lost 4001, differs clean.lost'],
        ['a close frame, then a reset', { wasClean: false, initiator: 'nobody' }, {}, {}, 'differs clean.tcp, differs initiator.lost'],

        ['the browser refuses a frame', failed, { ...none, initiator: 'client', received: frame(1002, 5, 'bad') }, {},
          'note code.browserFailedBecause 1002 bad, note initiator.browserFailed'],
        ['the browser refuses a frame without a reason', failed, { ...none, initiator: 'client', received: frame(1002, 5) }, {},
          'note code.browserFailedWith 1002, note initiator.browserFailed'],
        ['the browser refuses a frame without a word', failed, none, {}, 'note code.browserFailed, note initiator.tcp'],
        ['the browser refuses a close frame', failed, { sent: frame(1005, 5), received: frame(1002, 6) }, {},
          'differs code.browserFailedWith 1002, differs clean.failed, note initiator.serverThenFailed'],
        ['the browser refuses what follows a close frame', failed, {}, {},
          'differs code.browserFailed, differs clean.failed, note initiator.serverThenFailed'],
        ['the server sees a break of the protocol', broken, { violation: 'rule', sent: frame(1002, 5), received: null, clean: false }, {},
          'differs code.violation 1002, differs initiator.lost'],
        ['the server refuses the answer', { code: 999 }, { violation: 'rule', sent: frame(999, 5), received: frame(999, 6) }, {}, 'note clean.violation'],

        ['both began', asked(4001), { initiator: 'server', sent: frame(4001, 5), received: frame(4001, 6) }, {}, 'differs initiator.crossed'],
        ['the server was first', { ...asked(4001), code: 1000 }, {}, {}, 'differs initiator.crossed, note goodbye.overtaken'],
        ['the server was first, and heard nothing', { ...asked(4001), code: 1000 }, { received: null, clean: false }, {},
          'differs clean.answerLost, differs initiator.serverFirst, differs goodbye.lost'],
        ['another code reaches the server', { ...asked(4001), code: 1000 }, heard(1000), {}, 'differs goodbye.changed 4001 1000'],
        ['another reason reaches the server', { ...asked(4001, 'a'), reason: '' }, heard(4001, ''), {}, 'differs goodbye.reasonChanged'],

        ['the server is 999 ms later', {}, {}, { durationMillis: 1019 }, ''],
        ['the server is 1000 ms later', {}, {}, { durationMillis: 1020 }, 'note duration.serverLater 1000ms'],
        ['the browser is 999 ms later', { openMillis: 1014, lifeMillis: 1020 }, {}, {}, ''],
        ['the browser is 1000 ms later', { openMillis: 1015, lifeMillis: 1020 }, {}, {}, 'note duration.browserLater 1000ms'],

        ['refused', unopened, none, { state: 'refused', handshake: { status: 503 } }, 'note status.refused 503'],
        ['never answered', unopened, none, { state: 'refused', handshake: { status: null } }, 'note status.unanswered'],
        ['an answer that is not taken', unopened, none, {}, 'differs status.notAccepted'],
        ['given up before the answer', { ...unopened, asked: true }, none, { handshake: { status: null } }, 'note status.cancelled null'],
        ['given up after the answer', { ...unopened, asked: true }, none, {}, 'note status.cancelledLate 101'],
      ];
      """;

  private static final String SEQUENCES =
      """
      const TABLE = [
        ['the visitor closed', asked(4001), heard(4001), {}, 'browser>server frame 4001 @0; server>browser frame 4001 @1; server>browser tcp.end @10'],
        ['the server closed', {}, { tcpEnd: 'fin' }, {}, 'server>browser frame 1000 @0; browser>server frame 1000 @1; browser>server tcp.fin @10'],
        ['another code arrives', {}, { sent: frame(4001, 5), tcpEnd: 'open' }, {}, 'server>browser changed 4001 1000 @0; browser>server frame 1000 @1'],
        ['another code reaches the server', { ...asked(4001), code: 1000 }, { ...heard(1000), tcpEnd: 'open' }, {},
          'browser>server changed 4001 1000 @0; server>browser frame 1000 @1'],
        ['the server was first', { ...asked(4001), code: 1000 }, { tcpEnd: 'open' }, {}, 'server>browser frame 1000 @0; browser>server frame 1000 @1'],
        ['a frame that the server did not send', { code: 1001 }, { ...none, initiator: 'none', tcpEnd: 'reset' }, {},
          'way>browser frame 1001; browser>server tcp.reset @0'],
        ['the server’s frame is lost', broken, { received: null }, {}, 'server>browser frame 1000 lost @0; server>browser tcp.end @10'],
        ['the visitor’s frame is lost', unheard, { ...none, tcpEnd: 'fin' }, {}, 'browser>server frame 4001 lost; browser>server tcp.fin @0'],
        ['the visitor’s frame may still come', unheard, { ...none, initiator: 'none', tcpEnd: 'open' }, { state: 'open' }, ''],
        ['drop', broken, { ...none, tcpEnd: 'fin' }, { ending: 'drop' }, 'server>browser tcp.end @0'],
        ['reset', broken, none, { ending: 'reset' }, 'server>browser tcp.reset @0'],
        ['a cut between', broken, { ...none, initiator: 'client', tcpEnd: 'reset' }, {}, 'way>browser tcp.end; way>server tcp.reset @0'],
        ['refused', unopened, { ...none, tcpEnd: 'open' }, { handshake: { status: 400 } }, 'browser>server handshake @0; server>browser status 400'],
        ['never answered', unopened, none, { handshake: { status: null } }, 'browser>server handshake @0; server>browser tcp.end @15'],
        ['an answer that is not taken', unopened, { ...none, tcpEnd: 'fin' }, {},
          'browser>server handshake @0; server>browser status 101; browser>server tcp.fin @15'],

        ['alone: the visitor closed', asked(4001), null, {}, 'browser>server frame 4001 @0; server>browser frame 4001; browser>browser onclose @10'],
        ['alone: no answer', unheard, null, {}, 'browser>server frame 4001 @0; browser>browser onclose @10'],
        ['alone: the server closed', {}, null, {}, 'server>browser frame 1000; browser>server frame 1000; browser>browser onclose'],
        ['alone: without a code', { code: 1005 }, null, {}, 'server>browser frame null; browser>server frame null; browser>browser onclose'],
        ['alone: a frame, then a reset', { wasClean: false }, null, {}, 'server>browser frame 1000; browser>browser onclose'],
        ['alone: broken', broken, null, {}, 'browser>browser onclose'],
        ['alone: given up', failed, null, {}, 'browser>browser onerror'],
        ['alone: never open', unopened, null, {}, 'browser>server handshake @0; browser>browser failed @20'],
        ['alone: stopped', { ...unopened, asked: true }, null, {}, 'browser>server handshake @0; browser>browser cancelled @20'],
      ];
      """;

  @Test
  void findsEveryDifferenceAndSaysWhy() {
    assertThat(
            run(
                "differences.js",
                DIFFERENCES,
                """
                const said = ({ kind, member, why, values }) => [kind, `${member}.${why}`, ...values.map(short)].join(' ');
                const found = TABLE.map(([name, b, s, more, expected]) =>
                  [name, expected, module.differences(browser(b), server(s, more)).map(said).join(', ')]);
                """))
        .isEqualTo("");
  }

  @Test
  void hasATextForEveryDifferenceAndADifferenceForEveryText() {
    assertThat(
            run(
                "differences.js",
                DIFFERENCES,
                """
                const keys = TABLE.flatMap(([, b, s, more]) => module.differences(browser(b), server(s, more)))
                  .map(({ member, why }) => `script.difference.${member}.${why}`);
                const texts = [...document.getElementById('texts').content.querySelectorAll('data')]
                  .map(text => text.value).filter(key => key.startsWith('script.difference.'));
                const found = [['all', texts.sort().join(' '), [...new Set(keys)].sort().join(' ')]];
                """))
        .isEqualTo("");
  }

  @Test
  void drawsWhatIsKnownAndNothingElse() {
    assertThat(
            run(
                "sequence.js",
                SEQUENCES,
                """
                const said = ({ from, to, label, values, lost, at }) =>
                  [`${from}>${to}`, label, ...values.map(short), ...lost ? ['lost'] : [], ...at === null ? [] : [`@${at}`]].join(' ');
                const found = TABLE.map(([name, b, s, more, expected]) =>
                  [name, expected, module.sequenceOf(browser(b), s === null ? null : server(s, more)).map(said).join('; ')]);
                """))
        .isEqualTo("");
  }

  @Test
  void everyDrawingHasAllItsWordsInItsTextAlternative() {
    assertThat(
            run(
                "diagram.js",
                SEQUENCES,
                """
                const { sequenceOf } = await import('/assets/closing/sequence.js');
                const found = TABLE.map(([name, b, s, more]) => {
                  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
                  module.draw(svg, sequenceOf(browser(b), s === null ? null : server(s, more)));
                  const spoken = svg.getAttribute('aria-label');
                  const unspoken = [...svg.querySelectorAll('text:not(.actor)')].map(text => text.textContent)
                    .filter(words => !spoken.includes(words));
                  return [name, '', unspoken.join()];
                });
                """))
        .isEqualTo("");
  }

  /** The rows in which something else was found than expected. */
  private Object run(String module, String table, String finding) {
    return String.valueOf(
        browser.asyncScript(
            "const done = arguments[0]; (async () => {"
                + SEEN
                + table
                + """
                const short = value => value?.millis !== undefined ? `${value.millis}ms` : String(value?.code === undefined ? value : value.code);
                """
                + "const module = await import('/assets/closing/%s');".formatted(module)
                + finding
                + """
                return found.filter(([, expected, was]) => expected !== was)
                  .map(([name, expected, was]) => `${name}: ${was} where ${expected} was expected`).join('\\n');
                })().then(done, error => done(String(error)));
                """));
  }
}
