import { httpAddress } from "../../connection/address.js";
import { authorizationOf } from "../credentials.js";
import { bytesOf, shellWord } from "./literals.js";

// websocat sends each line of its input as a message. At the end of its input it closes, unless it
// has the option -n.
export function websocat(run) {
  const { address, credentials } = run;
  return credentials?.scheme === "cookie"
    ? `${gettingTheCookie(address)}\n${visit(run)}`
    : visit(run);
}

function visit({ address, credentials, offers, sends: [message], closes }) {
  const command = ["websocat -v", ...optionsWith(offers, credentials)].join(" ");
  const url = shellWord(address);
  if (message === undefined) {
    return `${command} -E ${url}`;
  }
  const close = closing(closes);
  return message.type === "binary"
    ? `printf '${octalEscapesOf(message.data)}' | ${command} -b ${close} ${url}`
    : `${printing(message)} | ${command} --linemode-strip-newlines -B 20000000 ${close} ${url}`;
}

function optionsWith(offers, credentials) {
  const options = offers.length === 0 ? [] : [`--protocol ${shellWord(offers.join(","))}`];
  const authorization = authorizationOf(credentials);
  if (authorization !== null) {
    options.push(`-H=${shellWord(`Authorization: ${authorization}`)}`);
  } else if (credentials !== null) {
    options.push('-H="Cookie: $cookie"');
  }
  return options;
}

// An opening handshake by curl, which prints one header of the response.
function gettingTheCookie(address) {
  const headers = [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  const options = headers.map(header => `-H ${shellWord(header)}`).join(" ");
  const url = shellWord(httpAddress(address).href);
  return `cookie=$(curl -s -o /dev/null -w '%header{set-cookie}' ${options} ${url} | cut -d';' -f1)`;
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
