import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent } from "undici";

/**
 * The yardstick: a reverse proxy of node:http and undici and nothing else. It passes requests to `UPSTREAM` and
 * answers back, knows no keys, counts nothing and keeps nothing.
 */
const origin = process.env.UPSTREAM ?? "";
const agent = new Agent({ pipelining: 1 });

const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "host"];

function endToEnd<Headers extends object>(headers: Headers): Headers {
  const kept = { ...headers } as Record<string, unknown>;
  for (const name of HOP_BY_HOP) delete kept[name];
  return kept as Headers;
}

const server = createServer((incoming, outgoing) => {
  agent
    .request({
      origin,
      path: incoming.url ?? "/",
      method: (incoming.method ?? "GET") as "GET",
      headers: endToEnd(incoming.headers),
      body: incoming,
    })
    .then(({ statusCode, headers, body }) => {
      outgoing.writeHead(statusCode, endToEnd(headers));
      body.pipe(outgoing);
    })
    .catch(() => outgoing.destroy());
});
server.listen(0, "127.0.0.1", () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
