import { authorizationOf, withUser } from "../credentials.js";
import { code } from "./code.js";
import { bytesOf, stringLiteral } from "./literals.js";

export function javascript(run) {
  const { address, credentials } = run;
  return credentials?.scheme === "cookie" ? withCookie(address, visit(run)) : visit(run);
}

function visit({ address, credentials, offers, sends, closes, echoes }) {
  const target = stringLiteral(withUser(address, credentials));
  return code`
    const socket = new WebSocket(${target}${optionsWith(offers, credentials)});
    ${sends.length > 0 && onOpen(sends)}
    ${closes !== null && closing(closes, echoes)}
    socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });
  `;
}

// Only programs such as Node.js can set headers.
function optionsWith(offers, credentials) {
  if (credentials?.scheme === "bearer") {
    const authorization = stringLiteral(authorizationOf(credentials));
    return `, { headers: { Authorization: ${authorization} } }`;
  }
  return offers.length === 0 ? "" : `, [${offers.map(stringLiteral).join(", ")}]`;
}

function withCookie(address, lines) {
  return code`
    const first = new WebSocket(${stringLiteral(address)});
    first.onopen = () => first.close();
    first.onclose = () => {
        ${lines}
    };
  `;
}

function onOpen(sends) {
  return code`
    socket.onopen = () => {
        ${sends.map(sending).join("\n")}
    };
  `;
}

function closing({ code: closeCode, reason }, echoes) {
  return code`
    let awaited = ${echoes};
    socket.onmessage = () => --awaited === 0 && socket.close(${closeCode}, ${stringLiteral(reason)});
  `;
}

function sending({ type, data, repeat, times }) {
  const text = stringLiteral(data) + (repeat === 1 ? "" : `.repeat(${repeat})`);
  const argument = type === "text" ? text : `new Uint8Array([${bytesOf(data).join(", ")}])`;
  const send = `socket.send(${argument});`;
  return times === 1
    ? send
    : code`
        for (let count = 0; count < ${times}; count++) {
            ${send}
        }
      `;
}
