// The entry point of the test page: creates one connection, its log, and the views of both.

// First, because it reads the words of the page before another script changes them.
import "./base/language.js";
import "./base/reason.js";
import { SchemeView } from "./base/scheme-view.js";
import { Tabs } from "./base/tabs.js";
import { ClosingView } from "./closing/closing-view.js";
import { CauseView } from "./connection/cause-view.js";
import { Connection } from "./connection/connection.js";
import { ConnectionView } from "./connection/connection-view.js";
import { LastConnection } from "./connection/last-connection.js";
import { LessonView } from "./lesson/lesson-view.js";
import { Log } from "./log/log.js";
import { LogView } from "./log/log-view.js";
import { record } from "./log/recorder.js";
import { MessageView } from "./message/message-view.js";
import { ReconnectionView } from "./reconnection/reconnection-view.js";
import { RoundTripsView } from "./round-trips/round-trips-view.js";
import { ScenariosSection } from "./scenarios/scenarios-section.js";
import { ServerView } from "./server/server-view.js";
import { ShareView } from "./share/share-view.js";
import { Shortcuts } from "./shortcuts/shortcuts.js";
import { VerdictView } from "./verdict/verdict-view.js";

const connection = new Connection();
const log = new LogView(new Log(), { sendAgain: data => messageView.send(data) });
const tabs = new Tabs(document.getElementById("tabs"));

record(connection, log);
const lastConnection = new LastConnection(connection);
const connectionView = new ConnectionView(connection, log);
const messageView = new MessageView(connection, () => connectionView.connect());
const verdictView = new VerdictView(connection);
const views = [
  log,
  connectionView,
  messageView,
  verdictView,
  new SchemeView(),
  new CauseView(connection, lastConnection, {
    retry: () => connectionView.connect(),
    showDetails: () => tabs.show("closing"),
  }),
  new ClosingView(connection, lastConnection),
  new ServerView(connection, lastConnection, tabs),
  new RoundTripsView(connection, log, tabs),
  new ShareView(connection, tabs),
  new LessonView(connection, address => connectionView.connectTo(address)),
];
// A server may have no sequences.
if (document.getElementById("reconnection") !== null) {
  views.push(new ReconnectionView(tabs));
}
new ScenariosSection(tabs.panel("scenarios"));
new Shortcuts({ connectionView, messageView, log });
document.addEventListener("languagechange", () => views.forEach(view => view.update()));

if (document.body.dataset.demo === "on") {
  // After the first frame, because its time would count as the time of the echo. A hidden page has no
  // frames.
  const { promise, resolve } = Promise.withResolvers();
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 200);
  promise.then(() => verdictView.check(connection, address => connection.open(address)));
}
document.documentElement.dataset.ready = "";
