import assert from "node:assert/strict";
import test from "node:test";
import { code } from "../../../main/resources/assets/scenarios/snippets/code.js";
import { LANGUAGES, snippet } from "../../../main/resources/assets/scenarios/snippets.js";

test("code loses its first and last line and the indentation that all lines share", () => {
  const text = code`
    first
        second

    third
  `;
  assert.equal(text, "first\n    second\n\nthird");
});

test("a value within a line is inserted, and backslashes stay", () => {
  const text = code`
    print(${"a"} + "\n") ${0}
  `;
  assert.equal(text, String.raw`print(a + "\n") 0`);
});

test("every line of a value on a line of its own gets its indentation", () => {
  const text = code`
    {
        ${"first\n\nsecond"}
    }
  `;
  assert.equal(text, "{\n    first\n\n    second\n}");
});

for (const empty of ["", null, false]) {
  test(`a line of its own is omitted for ${JSON.stringify(empty)}`, () => {
    const text = code`
      before
      ${empty}
      after
    `;
    assert.equal(text, "before\nafter");
  });
}

const RUN = {
  address: "ws://localhost:8080/?a='&b=\"",
  transcript: "http://localhost:8080/connections/x?wait=5s",
  conduct: {
    sends: [
      { type: "text", data: "x", repeat: 3, times: 2 },
      { type: "binary", data: "00ff", repeat: 1, times: 1 },
    ],
    closes: { code: 4001, reason: "bye" },
    offers: ["chat", "it's"],
    credentials: null,
  },
};

const LISTENING = { ...RUN, conduct: { sends: [], closes: null, offers: [], credentials: null } };

const ADDRESS = "ws://localhost:8080/x";
const BASIC = { scheme: "basic", user: "jürgen", password: "a:b@c/%" };
const BEARER = { scheme: "bearer", token: "a.b~+/=" };
const COOKIE = { scheme: "cookie" };

const SNIPPETS = {
  javascript: String.raw`
const socket = new WebSocket("ws://localhost:8080/?a='&b=\"", ["chat", "it's"]);
socket.onopen = () => {
    for (let count = 0; count < 2; count++) {
        socket.send("x".repeat(3));
    }
    socket.send(new Uint8Array([0, 255]));
};
let awaited = 3;
socket.onmessage = () => --awaited === 0 && socket.close(4001, "bye");
socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });
`,
  java: String.raw`
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

public class Scenario {
    public static void main(String[] arguments) throws Exception {
        var ended = new CompletableFuture<String>();
        var listener = new WebSocket.Listener() {
            int awaited = 3;

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                socket.request(1);
                return last && --awaited == 0 ? socket.sendClose(4001, "bye") : null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                ended.complete(code + " " + reason);
                return null;
            }

            @Override
            public void onError(WebSocket socket, Throwable error) {
                ended.complete(error.toString());
            }
        };
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
            .subprotocols("chat", "it's")
            .buildAsync(URI.create("ws://localhost:8080/?a='&b=\""), listener).get(60, TimeUnit.SECONDS);
        for (int count = 0; count < 2; count++) {
            socket.sendText("x".repeat(3), true).join();
        }
        socket.sendBinary(ByteBuffer.wrap(new byte[] {0, -1}), true).join();
        System.out.println(ended.get(60, TimeUnit.SECONDS));
    }
}
`,
  python: String.raw`
import asyncio
import websockets

async def main():
    async with websockets.connect("ws://localhost:8080/?a='&b=\"", subprotocols=["chat", "it's"]) as socket:
        try:
            for _ in range(2):
                await socket.send("x" * 3)
            await socket.send(bytes([0, 255]))
            awaited = 3
            async for message in socket:
                awaited -= 1
                if awaited == 0:
                    await socket.close(4001, "bye")
        except websockets.ConnectionClosed:
            pass
        print(socket.close_code, socket.close_reason)

asyncio.run(main())
`,
  websocat: String.raw`
yes "$(head -c 3 /dev/zero | tr '\0' 'x')" | head -n 2 | websocat -v --protocol 'chat,it'\''s' --linemode-strip-newlines -B 20000000 --close-status-code 4001 --close-reason 'bye' 'ws://localhost:8080/?a='\''&b="'
`,
  curl: `
curl -s 'http://localhost:8080/connections/x?wait=5s'
`,
};

const LISTENING_SNIPPETS = {
  javascript: String.raw`
const socket = new WebSocket("ws://localhost:8080/?a='&b=\"");
socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });
`,
  python: String.raw`
import asyncio
import websockets

async def main():
    async with websockets.connect("ws://localhost:8080/?a='&b=\"") as socket:
        try:
            async for message in socket:
                pass
        except websockets.ConnectionClosed:
            pass
        print(socket.close_code, socket.close_reason)

asyncio.run(main())
`,
  websocat: String.raw`
websocat -v -E 'ws://localhost:8080/?a='\''&b="'
`,
};

const AUTHORIZED = {
  javascript: [
    [
      BASIC,
      `
const socket = new WebSocket("ws://j%C3%BCrgen:a%3Ab%40c%2F%25@localhost:8080/x");
socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });
`,
    ],
    [
      BEARER,
      `
const socket = new WebSocket("ws://localhost:8080/x", { headers: { Authorization: "Bearer a.b~+/=" } });
socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });
`,
    ],
    [
      COOKIE,
      `
const first = new WebSocket("ws://localhost:8080/x");
first.onopen = () => first.close();
first.onclose = () => {
    const socket = new WebSocket("ws://localhost:8080/x");
    socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });
};
`,
    ],
  ],
  websocat: [
    [
      BASIC,
      "\nwebsocat -v -H='Authorization: Basic asO8cmdlbjphOmJAYy8l' -E 'ws://localhost:8080/x'\n",
    ],
    [BEARER, "\nwebsocat -v -H='Authorization: Bearer a.b~+/=' -E 'ws://localhost:8080/x'\n"],
    [
      COOKIE,
      `
cookie=$(curl -s -o /dev/null -w '%header{set-cookie}' -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' 'http://localhost:8080/x' | cut -d';' -f1)
websocat -v -H="Cookie: $cookie" -E 'ws://localhost:8080/x'
`,
    ],
  ],
};

const AUTHORIZED_LINES = {
  java: [
    [BASIC, '            .header("Authorization", "Basic asO8cmdlbjphOmJAYy8l")'],
    [BEARER, '            .header("Authorization", "Bearer a.b~+/=")'],
    [COOKIE, "import java.net.CookieManager;"],
    [COOKIE, "            .handle((first, rejected) -> first).get(60, TimeUnit.SECONDS);"],
    [COOKIE, "        WebSocket socket = client.newWebSocketBuilder()"],
  ],
  python: [
    [
      BASIC,
      '    async with websockets.connect("ws://localhost:8080/x", additional_headers={"Authorization": "Basic asO8cmdlbjphOmJAYy8l"}) as socket:',
    ],
    [
      BEARER,
      '    async with websockets.connect("ws://localhost:8080/x", additional_headers={"Authorization": "Bearer a.b~+/="}) as socket:',
    ],
    [COOKIE, '        cookie = rejected.response.headers["Set-Cookie"].split(";")[0]'],
    [
      COOKIE,
      '    async with websockets.connect("ws://localhost:8080/x", additional_headers={"Cookie": cookie}) as socket:',
    ],
  ],
};

function authorized(language, credentials) {
  const conduct = { ...LISTENING.conduct, credentials };
  return snippet(language, { ...LISTENING, address: ADDRESS, conduct });
}

for (const [language, cases] of Object.entries(AUTHORIZED)) {
  for (const [credentials, expected] of cases) {
    test(`sends ${credentials.scheme} credentials in ${language}`, () => {
      assert.equal(`\n${authorized(language, credentials)}\n`, expected);
    });
  }
}

for (const [language, cases] of Object.entries(AUTHORIZED_LINES)) {
  for (const [credentials, line] of cases) {
    test(`sends ${credentials.scheme} credentials in ${language}: ${line.trim()}`, () => {
      assert.ok(authorized(language, credentials).split("\n").includes(line));
    });
  }
}

test("every language has a snippet", () => {
  assert.deepEqual(Object.keys(SNIPPETS), Object.keys(LANGUAGES));
});

for (const [language, expected] of Object.entries(SNIPPETS)) {
  test(`sends and closes in ${language}`, () => {
    assert.equal(`\n${snippet(language, RUN)}\n`, expected);
  });
}

for (const [language, expected] of Object.entries(LISTENING_SNIPPETS)) {
  test(`only listens in ${language}`, () => {
    assert.equal(`\n${snippet(language, LISTENING)}\n`, expected);
  });
}
