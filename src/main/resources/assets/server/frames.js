// The frames of a transcript, numbered, described and filtered. Does not use the DOM.

const CONTROL = new Set(["close", "ping", "pong"]);
const DATA = new Set(["text", "binary", "continuation"]);
const RSV1 = 4;

/** The largest payload of a control frame [bytes]. */
const CONTROL_BYTES = 125;

/**
 * Numbers the frames of a transcript, which contains only the last ones.
 *
 * @returns the frames in their order, each with number, from 0 for the first of the connection, and
 *     note, what is wrong with it; see noteOf()
 */
export function numbered({ frames, received, sent }) {
  const first = Math.max(0, received.frames + sent.frames - frames.length);
  const closed = new Set();
  return frames.map((frame, index) => {
    const note = noteOf(frame, closed.has(frame.direction));
    if (frame.opcode === "close") {
      closed.add(frame.direction);
    }
    return { ...frame, number: first + index, note };
  });
}

/** The bits of the first byte and the mask, such as "FIN RSV1 MASK". */
export function flagsOf({ fin, rsv, masked }) {
  const bits = [4, 2, 1].map((bit, index) => ((rsv & bit) === 0 ? null : `RSV${index + 1}`));
  return [fin ? "FIN" : null, ...bits, masked ? "MASK" : null].filter(Boolean).join(" ");
}

/**
 * The payload of a frame, as {text} or {hex}, with isCut if more bytes follow; {} if it is empty.
 * The transcript contains only the first bytes, but all of a close frame.
 */
export function payloadOf({ opcode, text, hex, length }) {
  const pairs = hex.match(/../g) ?? [];
  const isCut = pairs.length < length;
  if (text !== null && text !== "") {
    return { text, isCut: isCut && opcode !== "close" };
  }
  return pairs.length === 0 ? {} : { hex: pairs.join(" "), isCut };
}

/**
 * The last part of the text key of what is wrong with a frame; null if nothing is known.
 *
 * @param hasClosed whether the same side has sent a close frame before
 */
export function noteOf(frame, hasClosed) {
  const { opcode, fin, length, masked, direction } = frame;
  if (opcode === "raw") {
    return "raw";
  }
  if (!CONTROL.has(opcode) && !DATA.has(opcode)) {
    return "opcode";
  }
  if (hasIllegalBits(frame)) {
    return "rsv";
  }
  if (masked !== (direction === "received")) {
    return masked ? "masked" : "unmasked";
  }
  if (CONTROL.has(opcode) && !fin) {
    return "fragmented";
  }
  if (CONTROL.has(opcode) && length > CONTROL_BYTES) {
    return "long";
  }
  return hasClosed ? "afterClose" : null;
}

// Only RSV1 has a meaning, at the beginning of a compressed message.
function hasIllegalBits({ rsv, compressed }) {
  return rsv !== 0 && !(rsv === RSV1 && compressed);
}

/**
 * Whether a frame passes a filter.
 *
 * @param filter {direction, opcode, words}: "all" or a direction; "all", "data", "control" or an
 *     opcode; a text, in any case
 * @param content the text of the frame as it is shown
 */
export function passes({ direction, opcode }, filter, content) {
  return (
    (filter.direction === "all" || filter.direction === direction)
    && isKind(opcode, filter.opcode)
    && content.toLowerCase().includes(filter.words.trim().toLowerCase())
  );
}

function isKind(opcode, wanted) {
  switch (wanted) {
    case "all":
      return true;
    case "data":
      return DATA.has(opcode);
    case "control":
      return CONTROL.has(opcode);
    case "other":
      return !DATA.has(opcode) && !CONTROL.has(opcode);
    default:
      return opcode === wanted;
  }
}
