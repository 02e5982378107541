// Test cases of sequence.js. A row has a name, changes to the browser's report, changes to the
// server's closing (null if there is no transcript), changes to the rest of its transcript, and the
// expected arrows.
//
// DiagramIntegrationTests also runs this file, after ends.mjs.

import {
  broken,
  closedByVisitor,
  closeNotAnswered,
  failed,
  frame,
  none,
  receivedClose,
  unopened,
} from "./ends.mjs";

export const SEQUENCES = [
  [
    "the visitor closed",
    closedByVisitor(4001),
    receivedClose(4001),
    {},
    "browser>server frame 4001 @0; server>browser frame 4001 @1; server>browser tcp.end @10",
  ],
  [
    "the server closed",
    {},
    { tcpEnd: "fin" },
    {},
    "server>browser frame 1000 @0; browser>server frame 1000 @1; browser>server tcp.fin @10",
  ],
  [
    "another code arrives",
    {},
    { sent: frame(4001, 5), tcpEnd: "open" },
    {},
    "server>browser changed 4001 1000 @0; browser>server frame 1000 @1",
  ],
  [
    "another code reaches the server",
    { ...closedByVisitor(4001), code: 1000 },
    { ...receivedClose(1000), tcpEnd: "open" },
    {},
    "browser>server changed 4001 1000 @0; server>browser frame 1000 @1",
  ],
  [
    "the server was first",
    { ...closedByVisitor(4001), code: 1000 },
    { tcpEnd: "open" },
    {},
    "server>browser frame 1000 @0; browser>server frame 1000 @1",
  ],
  [
    "a frame that the server did not send",
    { code: 1001 },
    { ...none, initiator: "none", tcpEnd: "reset" },
    {},
    "path>browser frame 1001; browser>server tcp.reset @0",
  ],
  [
    "the server’s frame is lost",
    broken,
    { received: null },
    {},
    "server>browser frame 1000 lost @0; server>browser tcp.end @10",
  ],
  [
    "the visitor’s frame is lost",
    closeNotAnswered,
    { ...none, tcpEnd: "fin" },
    {},
    "browser>server frame 4001 lost; browser>server tcp.fin @0",
  ],
  [
    "the visitor’s frame may still be received",
    closeNotAnswered,
    { ...none, initiator: "none", tcpEnd: "open" },
    { state: "open" },
    "",
  ],
  ["drop", broken, { ...none, tcpEnd: "fin" }, { scenario: "drop" }, "server>browser tcp.end @0"],
  ["reset", broken, none, { scenario: "reset" }, "server>browser tcp.reset @0"],
  [
    "the network path is cut",
    broken,
    { ...none, initiator: "client", tcpEnd: "reset" },
    {},
    "path>browser tcp.end; path>server tcp.reset @0",
  ],
  [
    "the handshake is rejected",
    unopened,
    { ...none, tcpEnd: "open" },
    { handshake: { status: 400 } },
    "browser>server handshake @0; server>browser status 400",
  ],
  [
    "the handshake is not answered",
    unopened,
    none,
    { handshake: { status: null } },
    "browser>server handshake @0; server>browser tcp.end @15",
  ],
  [
    "the browser rejects the response",
    unopened,
    { ...none, tcpEnd: "fin" },
    {},
    "browser>server handshake @0; server>browser status 101; browser>server tcp.fin @15",
  ],

  [
    "browser only: the visitor closed",
    closedByVisitor(4001),
    null,
    {},
    "browser>server frame 4001 @0; server>browser frame 4001; browser>browser onclose @10",
  ],
  [
    "browser only: the server does not answer",
    closeNotAnswered,
    null,
    {},
    "browser>server frame 4001 @0; browser>browser onclose @10",
  ],
  [
    "browser only: the server closed",
    {},
    null,
    {},
    "server>browser frame 1000; browser>server frame 1000; browser>browser onclose",
  ],
  [
    "browser only: the server closed without a code",
    { code: 1005 },
    null,
    {},
    "server>browser frame null; browser>server frame null; browser>browser onclose",
  ],
  [
    "browser only: a close frame, then a reset",
    { wasClean: false },
    null,
    {},
    "server>browser frame 1000; browser>browser onclose",
  ],
  ["browser only: TCP broke", broken, null, {}, "browser>browser onclose"],
  ["browser only: the browser failed the connection", failed, null, {}, "browser>browser onerror"],
  [
    "browser only: never open",
    unopened,
    null,
    {},
    "browser>server handshake @0; browser>browser failed @20",
  ],
  [
    "browser only: cancelled",
    { ...unopened, closeCalled: true },
    null,
    {},
    "browser>server handshake @0; browser>browser cancelled @20",
  ],
];
