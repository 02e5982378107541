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
  },
};

const LISTENING = { ...RUN, conduct: { sends: [], closes: null, offers: [] } };

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
