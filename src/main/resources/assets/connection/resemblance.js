// Decides whether a received message is probably a sent message that was changed on the way.

/** What is compared of each end of a long message: characters or bytes. */
const COMPARED = 5000;

/** The shortest text that counts if the other message contains it. */
const SHORTEST_PART = 3;

/**
 * Whether two texts, or two binary messages, resemble each other: at least half of the longer one is
 * the same at its start and its end, or one text contains the other. Letter case and white space of
 * texts do not count.
 */
export function resembles(sent, received) {
  if (typeof sent !== "string") {
    return shareHalf(ends(new Uint8Array(sent)), ends(new Uint8Array(received)));
  }
  const [one, other] = [folded(sent), folded(received)];
  return shareHalf(one, other) || contains(one, other) || contains(other, one);
}

/** The lengths of the common start and the common end of two texts or arrays, without overlap. */
export function commonEnds(one, other) {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) {
    end++;
  }
  return { start, end };
}

function shareHalf(one, other) {
  const { start, end } = commonEnds(one, other);
  return 2 * (start + end) >= Math.max(one.length, other.length);
}

function contains(text, part) {
  return part.length >= SHORTEST_PART && text.includes(part);
}

function folded(text) {
  return ends(text).toLowerCase().replace(/\s+/g, "");
}

function ends(content) {
  if (content.length <= 2 * COMPARED) {
    return content;
  }
  const [start, end] = [content.slice(0, COMPARED), content.slice(-COMPARED)];
  return typeof content === "string" ? start + end : Uint8Array.of(...start, ...end);
}
