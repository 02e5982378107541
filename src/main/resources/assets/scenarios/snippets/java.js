import { authorizationOf } from "../credentials.js";
import { code } from "./code.js";
import { bytesOf, stringLiteral } from "./literals.js";

export function java({ address, credentials, offers, sends, closes, echoes }) {
  const authorization = authorizationOf(credentials);
  const withCookie = credentials?.scheme === "cookie";
  const client = withCookie ? "client" : "HttpClient.newHttpClient()";
  return code`
    ${withCookie && "import java.net.CookieManager;"}
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
                ${closes !== null && closing(closes, echoes)}
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
            ${withCookie && firstAttempt(address)}
            WebSocket socket = ${client}.newWebSocketBuilder()
                ${authorization !== null && `.header("Authorization", ${stringLiteral(authorization)})`}
                ${offers.length > 0 && `.subprotocols(${offers.map(stringLiteral).join(", ")})`}
                .buildAsync(URI.create(${stringLiteral(address)}), listener).get(60, TimeUnit.SECONDS);
            ${sends.map(sending).join("\n")}
            System.out.println(ended.get(60, TimeUnit.SECONDS));
        }
    }
  `;
}

function firstAttempt(address) {
  return code`
    HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    client.newWebSocketBuilder()
        .buildAsync(URI.create(${stringLiteral(address)}), new WebSocket.Listener() {})
        .handle((first, rejected) -> first).get(60, TimeUnit.SECONDS);
  `;
}

function closing({ code: closeCode, reason }, echoes) {
  return code`
    int awaited = ${echoes};

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        socket.request(1);
        return last && --awaited == 0 ? socket.sendClose(${closeCode}, ${stringLiteral(reason)}) : null;
    }

  `;
}

function sending({ type, data, repeat, times }) {
  const text = stringLiteral(data) + (repeat === 1 ? "" : `.repeat(${repeat})`);
  const send =
    type === "text"
      ? `socket.sendText(${text}, true).join();`
      : `socket.sendBinary(ByteBuffer.wrap(new byte[] {${signedBytesOf(data)}}), true).join();`;
  return times === 1
    ? send
    : code`
        for (int count = 0; count < ${times}; count++) {
            ${send}
        }
      `;
}

/** Java's bytes range from -128 to 127. */
function signedBytesOf(digits) {
  return bytesOf(digits)
    .map(byte => (byte < 128 ? byte : byte - 256))
    .join(", ");
}
