// npm install ws && node driver.mjs ws://localhost:8080 my-client
import WebSocket from "ws";

const [base, name] = process.argv.slice(2);
const agent = `agent=${encodeURIComponent(name)}`;

/** Opens an address, and waits until its connection has ended. */
const visit = (path, onMessage) =>
  new Promise(resolve => {
    const socket = new WebSocket(base + path, { maxPayload: 0, maxFragments: 0 });
    socket.on("message", (data, binary) => onMessage?.(data, binary, socket));
    socket.on("error", () => {}); // Many cases end in one. "close" follows.
    socket.on("close", resolve);
  });

let count = 0;
await visit("/getCaseCount", data => {
  count = Number(data);
});
for (let n = 1; n <= count; n++) {
  await visit(`/runCase?case=${n}&${agent}`, (data, binary, socket) =>
    socket.send(data, { binary }),
  );
}
await visit(`/updateReports?${agent}`);

const index = new URL(`/conformance/index.json?${agent}`, base.replace("ws", "http"));
const results = Object.entries((await (await fetch(index)).json())[name]);
const failed = results.filter(
  ([, { behavior, behaviorClose }]) =>
    behavior === "FAILED" || !["OK", "INFORMATIONAL"].includes(behaviorClose),
);
console.log(`${results.length} of ${count} cases run, ${failed.length} failed`);
failed.forEach(([id]) => console.log(id));
process.exitCode = results.length < count || failed.length ? 1 : 0;
