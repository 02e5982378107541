// The entry point of the test page: creates one connection, its log, and the views of both.

import "./base/folds.js";
import { SchemeView } from "./base/scheme-view.js";
import { text } from "./base/texts.js";
import { ClosingView } from "./closing/closing-view.js";
import { Connection } from "./connection/connection.js";
import { ConnectionView } from "./connection/connection-view.js";
import { Log } from "./log/log.js";
import { LogView } from "./log/log-view.js";
import { record } from "./log/recorder.js";
import { MessageView } from "./message/message-view.js";
import { RoundTripsView } from "./round-trips/round-trips-view.js";
import { ScenariosSection } from "./scenarios/scenarios-section.js";
import { ShareView } from "./share/share-view.js";
import { runDemo, showVerdict } from "./verdict/demo.js";

const connection = new Connection();
const log = new LogView(new Log());

new SchemeView();
new MessageView(connection);
new ClosingView(connection);
new ScenariosSection();
record(connection, log);
const connectionView = new ConnectionView(connection, log);
new RoundTripsView(connection, log);
new ShareView(connection);

if (document.body.dataset.demo === "on") {
  runDemo(connection, address => connectionView.open(address));
} else {
  showVerdict("off", text("verdict.off"));
}
