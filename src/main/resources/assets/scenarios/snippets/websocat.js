import { bytesOf, shellWord } from "./literals.js";

// websocat sends each line of its input as a message. At the end of its input it closes, unless it
// has the option -n.
export function websocat({ address, sends: [message], closes }) {
  const url = shellWord(address);
  if (message === undefined) {
    return `websocat -v -E ${url}`;
  }
  const close = closing(closes);
  return message.type === "binary"
    ? `printf '${octalEscapesOf(message.data)}' | websocat -v -b ${close} ${url}`
    : `${printing(message)} | websocat -v --linemode-strip-newlines -B 20000000 ${close} ${url}`;
}

function closing(closes) {
  return closes === null
    ? "-n"
    : `--close-status-code ${closes.code} --close-reason ${shellWord(closes.reason)}`;
}

function printing({ data, repeat, times }) {
  const word = shellWord(data);
  const text =
    repeat === 1
      ? word
      : String.raw`"$(head -c ${repeat * data.length} /dev/zero | tr '\0' ${word})"`;
  return times === 1 ? String.raw`printf '%s\n' ${text}` : `yes ${text} | head -n ${times}`;
}

function octalEscapesOf(digits) {
  return bytesOf(digits)
    .map(byte => `\\${byte.toString(8).padStart(3, "0")}`)
    .join("");
}
