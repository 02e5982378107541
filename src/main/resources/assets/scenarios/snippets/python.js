import { authorizationOf } from "../credentials.js";
import { code } from "./code.js";
import { bytesOf, stringLiteral } from "./literals.js";

export function python({ address, credentials, offers, sends, closes, echoes }) {
  const target = stringLiteral(address);
  return code`
    import asyncio
    import websockets

    async def main():
        ${credentials?.scheme === "cookie" && firstAttempt(target)}
        async with websockets.connect(${target}${optionsWith(offers, credentials)}) as socket:
            try:
                ${sends.map(sending).join("\n")}
                ${closes === null ? receiving() : closing(closes, echoes)}
            except websockets.ConnectionClosed:
                pass
            print(socket.close_code, socket.close_reason)

    asyncio.run(main())
  `;
}

function optionsWith(offers, credentials) {
  const names = offers.map(stringLiteral).join(", ");
  const subprotocols = offers.length === 0 ? "" : `, subprotocols=[${names}]`;
  const authorization = authorizationOf(credentials);
  if (authorization !== null) {
    const header = `"Authorization": ${stringLiteral(authorization)}`;
    return `${subprotocols}, additional_headers={${header}}`;
  }
  return credentials === null
    ? subprotocols
    : `${subprotocols}, additional_headers={"Cookie": cookie}`;
}

function firstAttempt(target) {
  return code`
    try:
        await websockets.connect(${target})
    except websockets.InvalidStatus as rejected:
        cookie = rejected.response.headers["Set-Cookie"].split(";")[0]
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
