// A run of a scenario as code that runs elsewhere.

/** The languages and tools by their names, in the order in which they are offered. */
export const LANGUAGES = {
  javascript: "JavaScript",
  java: "Java",
  python: "Python (websockets)",
  websocat: "websocat",
  curl: "curl (/connections)",
};

/**
 * @param language a key of LANGUAGES
 * @param address of the WebSocket
 * @param transcript the address of the server's transcript
 * @param conduct what to send, and with what to close
 * @returns lines without a line feed at the end
 */
export function snippet(language, { address, transcript, conduct }) {
  const lines = {
    javascript,
    java,
    python,
    websocat,
    curl: () => [`curl -s ${quoted(transcript)}`],
  }[language];
  return lines(address, conduct).flat().join("\n");
}

function javascript(address, { sends, closes }) {
  return [
    `const socket = new WebSocket(${escaped(address)});`,
    sends.length === 0
      ? []
      : ["socket.onopen = () => {", sends.flatMap(sendInJavaScript).map(indented(1)), "};"].flat(),
    closes === null
      ? []
      : [
          `let awaited = ${countOf(sends)};`,
          `socket.onmessage = () => --awaited === 0 && socket.close(${closes.code}, ${escaped(closes.reason)});`,
        ],
    "socket.onclose = ({ code, reason, wasClean }) => console.log({ code, reason, wasClean });",
  ];
}

function sendInJavaScript({ type, data, repeat, times }) {
  const send =
    type === "text"
      ? `socket.send(${escaped(data)}${repeat === 1 ? "" : `.repeat(${repeat})`});`
      : `socket.send(new Uint8Array([${bytesOf(data)}]));`;
  return times === 1
    ? [send]
    : [`for (let count = 0; count < ${times}; count++) {`, indented(1)(send), "}"];
}

function java(address, { sends, closes }) {
  return [
    "import java.net.URI;",
    "import java.net.http.HttpClient;",
    "import java.net.http.WebSocket;",
    "import java.nio.ByteBuffer;",
    "import java.util.concurrent.CompletableFuture;",
    "import java.util.concurrent.CompletionStage;",
    "import java.util.concurrent.TimeUnit;",
    "",
    "public class Scenario {",
    [
      "public static void main(String[] arguments) throws Exception {",
      [
        "var ended = new CompletableFuture<String>();",
        "var listener = new WebSocket.Listener() {",
        [
          closes === null ? [] : closingInJava(sends, closes),
          "@Override",
          "public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {",
          ['ended.complete(code + " " + reason);', "return null;"].map(indented(1)),
          "}",
          "",
          "@Override",
          "public void onError(WebSocket socket, Throwable error) {",
          indented(1)("ended.complete(error.toString());"),
          "}",
        ]
          .flat()
          .map(indented(1)),
        "};",
        "WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()",
        `    .buildAsync(URI.create(${escaped(address)}), listener).get(60, TimeUnit.SECONDS);`,
        sends.flatMap(sendInJava),
        "System.out.println(ended.get(60, TimeUnit.SECONDS));",
      ]
        .flat()
        .map(indented(1)),
      "}",
    ]
      .flat()
      .map(indented(1)),
    "}",
  ].flat();
}

function closingInJava(sends, { code, reason }) {
  return [
    `int awaited = ${countOf(sends)};`,
    "",
    "@Override",
    "public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {",
    [
      "socket.request(1);",
      `return last && --awaited == 0 ? socket.sendClose(${code}, ${escaped(reason)}) : null;`,
    ].map(indented(1)),
    "}",
    "",
  ].flat();
}

function sendInJava({ type, data, repeat, times }) {
  const send =
    type === "text"
      ? `socket.sendText(${escaped(data)}${repeat === 1 ? "" : `.repeat(${repeat})`}, true).join();`
      : `socket.sendBinary(ByteBuffer.wrap(new byte[] {${bytesOf(data, signed)}}), true).join();`;
  return times === 1
    ? [send]
    : [`for (int count = 0; count < ${times}; count++) {`, indented(1)(send), "}"];
}

function python(address, { sends, closes }) {
  return [
    "import asyncio",
    "import websockets",
    "",
    "async def main():",
    [
      `async with websockets.connect(${escaped(address)}) as socket:`,
      [
        "try:",
        [
          sends.flatMap(sendInPython),
          closes === null ? [] : [`awaited = ${countOf(sends)}`],
          "async for message in socket:",
          closes === null
            ? "    pass"
            : [
                "awaited -= 1",
                "if awaited == 0:",
                `    await socket.close(${closes.code}, ${escaped(closes.reason)})`,
              ].map(indented(1)),
        ]
          .flat()
          .map(indented(1)),
        "except websockets.ConnectionClosed:",
        "    pass",
        "print(socket.close_code, socket.close_reason)",
      ]
        .flat()
        .map(indented(1)),
    ]
      .flat()
      .map(indented(1)),
    "",
    "asyncio.run(main())",
  ].flat();
}

function sendInPython({ type, data, repeat, times }) {
  const send =
    type === "text"
      ? `await socket.send(${escaped(data)}${repeat === 1 ? "" : ` * ${repeat}`})`
      : `await socket.send(bytes([${bytesOf(data)}]))`;
  return times === 1 ? [send] : [`for _ in range(${times}):`, indented(1)(send)];
}

// A line of its input is a message; at the end of its input it closes, unless it is told not to.
function websocat(address, { sends, closes }) {
  const url = quoted(address);
  if (sends.length === 0) {
    return [`websocat -v -E ${url}`];
  }
  const [{ type, data, repeat, times }] = sends;
  const close =
    closes === null
      ? "-n"
      : `--close-status-code ${closes.code} --close-reason ${quoted(closes.reason)}`;
  if (type === "binary") {
    return [
      `printf '${data.replace(/../g, pair => `\\${Number.parseInt(pair, 16).toString(8).padStart(3, "0")}`)}' | websocat -v -b ${close} ${url}`,
    ];
  }
  const message =
    repeat === 1
      ? quoted(data)
      : `"$(head -c ${repeat * data.length} /dev/zero | tr '\\0' ${quoted(data)})"`;
  const print = times === 1 ? `printf '%s\\n' ${message}` : `yes ${message} | head -n ${times}`;
  return [`${print} | websocat -v --linemode-strip-newlines -B 20000000 ${close} ${url}`];
}

const LINE_ENDS = { "\n": "\\n", "\r": "\\r" };

/** A string as JavaScript, Java and Python all read it. */
function escaped(content) {
  // Java reads \u000a as the end of the line before it sees the string.
  return `"${content
    .replace(/["\\]/g, "\\$&")
    .replace(/[\n\r]/g, end => LINE_ENDS[end])
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, unit =>
      unit.length === 1 ? `\\u${hex4(unit)}` : unit,
    )}"`;
}

/** A string as one word of a POSIX shell. */
function quoted(content) {
  return `'${content.replaceAll("'", "'\\''")}'`;
}

function hex4(unit) {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}

function bytesOf(digits, shown = byte => byte) {
  return (digits.match(/../g) ?? []).map(pair => shown(Number.parseInt(pair, 16))).join(", ");
}

function signed(byte) {
  return byte < 128 ? byte : byte - 256;
}

function countOf(sends) {
  return sends.reduce((sum, { times }) => sum + times, 0);
}

function indented(depth) {
  return line => (line === "" ? "" : "    ".repeat(depth) + line);
}
