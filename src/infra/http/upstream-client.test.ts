import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readAll } from "@/lib/byte-source";
import { startOrigin } from "../../../dev/fake-proxy/origin";
import { DIRECT, UpstreamClient, type UpstreamClientOptions } from "./upstream-client";

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

function keep<Opened extends { close(): unknown }>(each: Opened): Opened {
  opened.push(each);
  return each;
}

function send(origin: string, options: Partial<UpstreamClientOptions> = {}) {
  const client = keep(
    new UpstreamClient({
      connectTimeoutMs: 2_000,
      headersTimeoutMs: 10_000,
      bodyTimeoutMs: 10_000,
      isAllowed: () => true,
      allowHttp2: () => false,
      ...options,
    }),
  );
  return client.send({
    method: "POST",
    origin,
    path: "/",
    headers: [],
    body: Buffer.from("{}"),
    egress: DIRECT,
  });
}

/** Takes connections and says nothing. */
async function startSilentServer(): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as { port: number }).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe("9: the time that", () => {
  it("a TLS handshake may take is that of a connection", async () => {
    const { port } = keep(await startSilentServer());
    const startedAt = Date.now();
    const { response } = send(`https://localhost:${port}`, { connectTimeoutMs: 200 });
    await expect(response).rejects.toMatchObject({ failure: "connect_timeout" });
    expect(Date.now() - startedAt).toBeLessThan(1_500);
  });

  it("an answer's head may take is bounded", async () => {
    const { port } = keep(await startSilentServer());
    const { response } = send(`http://localhost:${port}`, { headersTimeoutMs: 300 });
    await expect(response).rejects.toMatchObject({ failure: "headers_timeout" });
  });

  it("an answer may pause is bounded", async () => {
    const { port } = keep(await startOrigin((_request, response) => void response.write("begun")));
    const { body } = await send(`http://localhost:${port}`, { bodyTimeoutMs: 300 }).response;
    await expect(readAll(body, 100)).rejects.toMatchObject({ failure: "body_timeout" });
  });
});

it("6: a request that is given up while it connects leaves nothing behind", async () => {
  const server = keep(await startSilentServer());
  const reader = send(`https://localhost:${server.port}`, { connectTimeoutMs: 200 });
  reader.cancel(new Error("the client left"));
  await expect(reader.response).rejects.toMatchObject({ name: "UpstreamTransportError" });
});
