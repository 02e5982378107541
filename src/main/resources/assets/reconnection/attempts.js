// What became of an attempt, and where it is on the time line.

const SWITCHING_PROTOCOLS = 101;
const ENDED = ["ended", "refused"];

/** The shortest time line [ms]. */
const SHORTEST = 1000;

/** The outcome of an attempt as [part of a text key, value]. */
export function outcomeOf({ state, status, code }) {
  if (state === null) {
    return ["unknown"];
  }
  const ended = ENDED.includes(state);
  if (status === null) {
    return [ended ? "unanswered" : "connecting"];
  }
  if (status !== SWITCHING_PROTOCOLS) {
    return ["rejected", status];
  }
  if (code !== null) {
    return ["closed", code];
  }
  return [ended ? "lost" : "open"];
}

/** Whether an attempt has ended, as far as the server knows. */
export function hasEnded({ state }) {
  return ENDED.includes(state);
}

/**
 * Whether there is nothing more to see of a client. A step may still close an attempt that has just
 * begun, so a sequence that has passed has to remain as it is for a while.
 *
 * @param isUnchanged whether the attempts have not changed lately
 */
export function isDecided({ verdict, through }, isUnchanged) {
  const passed = verdict === null ? through || null : verdict.passed;
  return passed === false || (passed === true && isUnchanged);
}

/**
 * Lays attempts out.
 *
 * @param now the time on the server's clock [ms]
 * @param most the most sections of the axis
 * @returns span: the length of the axis [ms]; ticks: their places [ms]; bars: one for each attempt,
 *     {from, to, before}, places [ms]; before is the end of the attempt before if the delay is known
 */
export function timelineOf(attempts, now, most) {
  const start = Math.min(...attempts.map(({ begunAt }) => Date.parse(begunAt)));
  const bars = attempts.map(attempt => {
    const from = Date.parse(attempt.begunAt) - start;
    const end = attempt.endedAt === null ? null : Date.parse(attempt.endedAt) - start;
    const isOpen = !hasEnded(attempt) && attempt.state !== null;
    return {
      from,
      to: Math.max(from, end ?? (isOpen ? now - start : from)),
      before: attempt.delayMillis === null ? null : Math.max(0, from - attempt.delayMillis),
    };
  });
  const span = Math.max(SHORTEST, ...bars.map(({ to }) => to));
  const section = sectionOf(span, most);
  const ticks = Array.from(
    { length: Math.floor(span / section) + 1 },
    (_, index) => index * section,
  );
  return { span, ticks, bars };
}

/** The length of a section [ms]: 1, 2 or 5 with zeros, so that there are few. */
function sectionOf(span, most) {
  const least = span / most;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map(factor => factor * power).find(section => section >= least);
}
