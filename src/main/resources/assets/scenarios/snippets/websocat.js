import { bytesOf, shellWord } from "./literals.js";

// websocat sends each line of its input as a message. At the end of its input it closes, unless it
// has the option -n.
export function websocat({ address, offers, sends: [message], closes }) {
  const command = offers.length === 0 ? "websocat -v" : `websocat -v --protocol ${listOf(offers)}`;
  const url = shellWord(address);
  if (message === undefined) {
    return `${command} -E ${url}`;
  }
  const close = closing(closes);
  return message.type === "binary"
    ? `printf '${octalEscapesOf(message.data)}' | ${command} -b ${close} ${url}`
    : `${printing(message)} | ${command} --linemode-strip-newlines -B 20000000 ${close} ${url}`;
}

function listOf(names) {
  return shellWord(names.join(","));
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
