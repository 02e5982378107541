// What is drawn of ends. A row has a name, what is special at the browser, in the server's closing
// (null if nothing is known of the server) and in the rest of its transcript, and the arrows.
//
// DiagramIntegrationTests runs this file as well, behind ends.mjs.

import { asked, broken, failed, frame, heard, none, unheard, unopened } from "./ends.mjs";

export const SEQUENCES = [
  [
    "the visitor closed",
    asked(4001),
    heard(4001),
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
    { ...asked(4001), code: 1000 },
    { ...heard(1000), tcpEnd: "open" },
    {},
    "browser>server changed 4001 1000 @0; server>browser frame 1000 @1",
  ],
  [
    "the server was first",
    { ...asked(4001), code: 1000 },
    { tcpEnd: "open" },
    {},
    "server>browser frame 1000 @0; browser>server frame 1000 @1",
  ],
  [
    "a frame that the server did not send",
    { code: 1001 },
    { ...none, initiator: "none", tcpEnd: "reset" },
    {},
    "way>browser frame 1001; browser>server tcp.reset @0",
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
    unheard,
    { ...none, tcpEnd: "fin" },
    {},
    "browser>server frame 4001 lost; browser>server tcp.fin @0",
  ],
  [
    "the visitor’s frame may still come",
    unheard,
    { ...none, initiator: "none", tcpEnd: "open" },
    { state: "open" },
    "",
  ],
  ["drop", broken, { ...none, tcpEnd: "fin" }, { scenario: "drop" }, "server>browser tcp.end @0"],
  ["reset", broken, none, { scenario: "reset" }, "server>browser tcp.reset @0"],
  [
    "a cut between",
    broken,
    { ...none, initiator: "client", tcpEnd: "reset" },
    {},
    "way>browser tcp.end; way>server tcp.reset @0",
  ],
  [
    "refused",
    unopened,
    { ...none, tcpEnd: "open" },
    { handshake: { status: 400 } },
    "browser>server handshake @0; server>browser status 400",
  ],
  [
    "never answered",
    unopened,
    none,
    { handshake: { status: null } },
    "browser>server handshake @0; server>browser tcp.end @15",
  ],
  [
    "an answer that is not taken",
    unopened,
    { ...none, tcpEnd: "fin" },
    {},
    "browser>server handshake @0; server>browser status 101; browser>server tcp.fin @15",
  ],

  [
    "alone: the visitor closed",
    asked(4001),
    null,
    {},
    "browser>server frame 4001 @0; server>browser frame 4001; browser>browser onclose @10",
  ],
  [
    "alone: no answer",
    unheard,
    null,
    {},
    "browser>server frame 4001 @0; browser>browser onclose @10",
  ],
  [
    "alone: the server closed",
    {},
    null,
    {},
    "server>browser frame 1000; browser>server frame 1000; browser>browser onclose",
  ],
  [
    "alone: without a code",
    { code: 1005 },
    null,
    {},
    "server>browser frame null; browser>server frame null; browser>browser onclose",
  ],
  [
    "alone: a frame, then a reset",
    { wasClean: false },
    null,
    {},
    "server>browser frame 1000; browser>browser onclose",
  ],
  ["alone: broken", broken, null, {}, "browser>browser onclose"],
  ["alone: given up", failed, null, {}, "browser>browser onerror"],
  [
    "alone: never open",
    unopened,
    null,
    {},
    "browser>server handshake @0; browser>browser failed @20",
  ],
  [
    "alone: stopped",
    { ...unopened, asked: true },
    null,
    {},
    "browser>server handshake @0; browser>browser cancelled @20",
  ],
];
