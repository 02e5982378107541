// The tab with what reached the server: the facts of a connection, the headers of its opening
// handshake, and its frames. While the tab is hidden, nothing is requested and nothing is rendered.

import { setText } from "../base/dom.js";
import { duration, number, shortTime, size } from "../base/format.js";
import { cell, data, keepRoles, row, rowHeader } from "../base/table.js";
import { text } from "../base/texts.js";
import { hasEnded } from "../connection/last-connection.js";
import { absenceOfId, transcriptAddress } from "../connection/transcripts.js";
import { FramesView } from "./frames-view.js";
import { describe } from "./headers.js";
import { OrderView } from "./order-view.js";
import { TranscriptStream } from "./transcript-stream.js";

const PANEL = "server";

export class ServerView {
  #connection;
  #lastConnection;
  #tabs;
  #stream = new TranscriptStream(answer => this.#show(answer));
  #frames = new FramesView();
  #orders;
  /** What is shown: {transcript, absence}, as in last-connection.js. Absence can also be "none". */
  #shown = { transcript: null, absence: "none" };
  #id = null;
  #state = null;
  #headersOf = null;

  constructor(connection, lastConnection, tabs) {
    this.#connection = connection;
    this.#lastConnection = lastConnection;
    this.#tabs = tabs;
    this.#orders = new OrderView(connection);
    document.querySelectorAll("#server table").forEach(keepRoles);
    connection.addEventListener("state", () => this.#stateChanged());
    lastConnection.addEventListener("change", () => this.#endChanged());
    document.addEventListener("visibilitychange", () => this.#follow());
    tabs.onShow(PANEL, () => this.#follow());
    // Another panel is shown, so this one is hidden. The event does not bubble.
    document
      .getElementById("tabs")
      .addEventListener("show", event => event.target.id !== PANEL && this.#stream.stop(), {
        capture: true,
      });
  }

  /** Renders all words in the current language. */
  update() {
    this.#headersOf = null;
    this.#frames.clear();
    this.#orders.update();
    if (this.#tabs.isShown(PANEL)) {
      this.#render();
    }
  }

  // A count of messages changes nothing here.
  #stateChanged() {
    const { id, state } = this.#connection;
    if (id !== this.#id || state !== this.#state) {
      this.#id = id;
      this.#state = state;
      // While a connection closes, the stream goes on until its end.
      if (state === WebSocket.CONNECTING || state === WebSocket.OPEN) {
        this.#follow();
      } else if (this.#tabs.isShown(PANEL)) {
        this.#render();
      }
    }
  }

  #endChanged() {
    if (this.#end?.absence === "taken") {
      this.#follow();
    }
  }

  /** The end of the connection that is shown; undefined while it is open. */
  get #end() {
    const { current } = this.#lastConnection;
    return this.#connection.state === WebSocket.CLOSED && current?.report.id === this.#connection.id
      ? current
      : undefined;
  }

  #follow() {
    if (!this.#tabs.isShown(PANEL) || document.hidden) {
      this.#stream.stop();
      return;
    }
    const { id, address } = this.#connection;
    if (address === null || id === null) {
      this.#stream.stop();
      this.#show({ transcript: null, absence: address === null ? "none" : absenceOfId(address) });
    } else if (this.#end?.absence === "taken") {
      this.#stream.stop();
      this.#show({ transcript: null, absence: "taken" });
    } else if (this.#shown.transcript?.id !== id || !hasEnded(this.#shown.transcript)) {
      if (this.#shown.transcript?.id !== id) {
        this.#show({ transcript: null, absence: "asking" });
      }
      this.#stream.start(id);
    } else {
      this.#render();
    }
  }

  #show(answer) {
    this.#shown = answer;
    this.#render();
  }

  #render() {
    const { transcript, absence } = this.#shown;
    const { id, address, state } = this.#connection;
    const age = state === WebSocket.CLOSED ? "last" : "current";
    setText("seen-which", address === null ? "" : text(`server.which.${age}`));
    setText("seen-address", address ?? "");
    setText("seen-absence", transcript === null ? text(`server.none.${absence}`) : "");
    for (const part of ["seen", "seen-details"]) {
      document.getElementById(part).hidden = transcript === null;
    }
    if (transcript !== null) {
      document.getElementById("seen-link").href = transcriptAddress(id);
      this.#renderFacts(transcript);
      this.#renderHeaders(transcript);
      this.#frames.show(transcript);
    }
  }

  #renderFacts({ state, remoteAddress, httpVersion, address, openedAt, ...transcript }) {
    const { handshake, received, sent, durationMillis } = transcript;
    const none = text("server.nothing");
    const facts = {
      state: text(`server.state.${state}`),
      client: data("span", remoteAddress, { className: "wire" }),
      time: shortTime(new Date(openedAt)),
      request: data("span", `GET ${address} ${httpVersion}`, { className: "wire" }),
      status: handshake.status === null ? text("server.noAnswer") : String(handshake.status),
      subprotocol: wire(handshake.subprotocol) ?? none,
      extensions: wire(handshake.extensions.join(", ")) ?? none,
      duration: duration(durationMillis),
      received: counts(received),
      sent: counts(sent),
    };
    document.getElementById("seen-facts").replaceChildren(
      ...Object.entries(facts).map(([name, fact]) => {
        const group = document.createElement("div");
        group.dataset.fact = name;
        const term = document.createElement("dt");
        term.textContent = text(`server.fact.${name}`);
        const description = document.createElement("dd");
        description.append(fact);
        group.append(term, description);
        return group;
      }),
    );
  }

  // The headers change only when the response has been sent.
  #renderHeaders({ id, handshake }) {
    const key = `${id} ${handshake.status}`;
    if (this.#headersOf === key) {
      return;
    }
    this.#headersOf = key;
    const expected = { host: new URL(this.#connection.address).host, origin: location.origin };
    replaceRows("seen-headers", describe(handshake.requestHeaders, expected).map(headerRow));
    replaceRows(
      "seen-response",
      Object.entries(handshake.responseHeaders).map(([name, value]) =>
        headerRow({ name, value, note: null }),
      ),
    );
  }
}

function headerRow({ name, value, note }) {
  const element = row(
    rowHeader(data("code", name)),
    value === null
      ? cell("nothing", text("server.header.missing"))
      : cell("value", data("span", value, { className: "wire" })),
    cell("remark", ...(note === null ? [] : [text(...note)])),
  );
  if (note !== null) {
    element.dataset.note = note[0];
  }
  return element;
}

function counts({ messages, bytes, pings, pongs }) {
  return text("server.counts", number(messages), size(bytes), number(pings), number(pongs));
}

function wire(value) {
  return value === null || value === "" ? null : data("span", value, { className: "wire" });
}

function replaceRows(id, rows) {
  document.getElementById(id).replaceChildren(...rows);
}
