import { code } from "./code.js";
import { bytesOf, stringLiteral } from "./literals.js";

export function python({ address, offers, sends, closes, echoes }) {
  const names = offers.map(stringLiteral).join(", ");
  const subprotocols = offers.length === 0 ? "" : `, subprotocols=[${names}]`;
  return code`
    import asyncio
    import websockets

    async def main():
        async with websockets.connect(${stringLiteral(address)}${subprotocols}) as socket:
            try:
                ${sends.map(sending).join("\n")}
                ${closes === null ? receiving() : closing(closes, echoes)}
            except websockets.ConnectionClosed:
                pass
            print(socket.close_code, socket.close_reason)

    asyncio.run(main())
  `;
}

function receiving() {
  return code`
    async for message in socket:
        pass
  `;
}

function closing({ code: closeCode, reason }, echoes) {
  return code`
    awaited = ${echoes}
    async for message in socket:
        awaited -= 1
        if awaited == 0:
            await socket.close(${closeCode}, ${stringLiteral(reason)})
  `;
}

function sending({ type, data, repeat, times }) {
  const text = stringLiteral(data) + (repeat === 1 ? "" : ` * ${repeat}`);
  const argument = type === "text" ? text : `bytes([${bytesOf(data).join(", ")}])`;
  const send = `await socket.send(${argument})`;
  return times === 1
    ? send
    : code`
        for _ in range(${times}):
            ${send}
      `;
}
