import { code } from "./code.js";
import { bytesOf, stringLiteral } from "./literals.js";

export function javascript({ address, offers, sends, closes, echoes }) {
  const names = offers.length === 0 ? "" : `, [${offers.map(stringLiteral).join(", ")}]`;
  return code`
    const socket = new WebSocket(${stringLiteral(address)}${names});
    ${sends.length > 0 && onOpen(sends)}
    ${closes !== null && closing(closes, echoes)}
    socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });
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
