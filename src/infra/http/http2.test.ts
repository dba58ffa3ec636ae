import { once } from "node:events";
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAll } from "@/lib/byte-source";
import { startHttpProxy } from "../../../dev/fake-proxy/http-proxy";
import { startOrigin } from "../../../dev/fake-proxy/origin";
import { TEST_TLS } from "../../../dev/fake-proxy/test-tls";
import { parseOutboundProxy } from "./outbound-proxy";
import { type Detour, DIRECT, type Egress, UpstreamClient } from "./upstream-client";

type Answer = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

let server: Http2SecureServer;
let answer: Answer;
let versions: string[];
const sockets = new Set<Socket>();

let client: UpstreamClient;
let isHttp2On: boolean;
let detours: Detour[];

beforeEach(async () => {
  answer = (request, response) => void response.end(`ok ${request.httpVersion}`);
  versions = [];
  server = createSecureServer({ ...TEST_TLS, allowHTTP1: true }, (request, response) => {
    versions.push(request.httpVersion);
    request.resume();
    answer(request, response);
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("sessionError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  isHttp2On = true;
  detours = [];
  client = new UpstreamClient({
    connectTimeoutMs: 2_000,
    headersTimeoutMs: 5_000,
    bodyTimeoutMs: 5_000,
    isAllowed: () => true,
    allowHttp2: () => isHttp2On,
    onDetour: (detour) => detours.push(detour),
    trustedCertificates: [TEST_TLS.cert],
  });
});

afterEach(async () => {
  await client.close();
  server.close();
  for (const socket of sockets) socket.destroy();
});

const portOf = () => (server.address() as AddressInfo).port;

function send(origin = `https://localhost:${portOf()}`, egress: Egress = DIRECT) {
  return client.send({
    method: "POST",
    origin,
    path: "/v1/messages?beta=true",
    headers: ["Content-Type", "application/json", "anthropic-beta", "a", "anthropic-beta", "b"],
    body: Buffer.from('{"model":"m"}'),
    egress,
  });
}

async function ask(origin?: string, egress?: Egress): Promise<string> {
  const { status, body } = await send(origin, egress).response;
  const { bytes } = await readAll(body, 10_000);
  await nextTurn();
  return `${status} ${bytes}`;
}

it("speaks HTTP/2 when the setting is on, over one connection for one request after the other", async () => {
  answer = (request, response) => {
    response.setHeader("request-id", "r1");
    response.end(`${request.url} ${request.headers["anthropic-beta"]}`);
  };
  const { status, headers, body } = await send().response;
  expect(status).toBe(200);
  expect(headers.join()).toContain("request-id,r1");
  expect((await readAll(body, 1_000)).bytes.toString()).toBe("/v1/messages?beta=true a, b");
  await nextTurn();
  await ask();
  expect(versions).toEqual(["2.0", "2.0"]);
  expect(sockets.size).toBe(1);
});

it("speaks HTTP/1.1 when the setting is off, from the next request on", async () => {
  expect(await ask()).toBe("200 ok 2.0");
  isHttp2On = false;
  expect(await ask()).toBe("200 ok 1.1");
});

it("speaks HTTP/1.1 to an upstream that knows nothing else, and to plain http", async () => {
  for (const tls of [true, false]) {
    const origin = await startOrigin((request, response) => response.end(request.httpVersion), { tls });
    expect(await ask(`${tls ? "https" : "http"}://localhost:${origin.port}`)).toBe("200 1.1");
    await origin.close();
  }
  expect(detours).toEqual([]);
});

it("speaks HTTP/2 through a proxy", async () => {
  const proxy = await startHttpProxy();
  const egress = { proxy: parseOutboundProxy(`http://127.0.0.1:${proxy.port}`), mayGoDirect: false };
  expect(await ask(`https://upstream.invalid:${portOf()}`, egress)).toBe("200 ok 2.0");
  expect(proxy.tunnels).toHaveLength(1);
  await proxy.close();
});

describe("an upstream whose HTTP/2 does not work", () => {
  it.each([
    ["HTTP_1_1_REQUIRED", constants.NGHTTP2_HTTP_1_1_REQUIRED],
    ["REFUSED_STREAM", constants.NGHTTP2_REFUSED_STREAM],
    ["PROTOCOL_ERROR", constants.NGHTTP2_PROTOCOL_ERROR],
    ["INTERNAL_ERROR", constants.NGHTTP2_INTERNAL_ERROR],
  ])("is asked once more over HTTP/1.1 after %s, and only so for a while", async (_name, code) => {
    answer = (request, response) => {
      if (request.httpVersion === "2.0") response.stream.close(code);
      else response.end("ok 1.1");
    };
    expect(await ask()).toBe("200 ok 1.1");
    expect(await ask()).toBe("200 ok 1.1");
    expect(versions).toEqual(["2.0", "1.1", "1.1"]);
    expect(detours).toMatchObject([{ to: "http1" }]);
  });

  it("is asked once more after GOAWAY", async () => {
    answer = (request, response) => {
      if (request.httpVersion === "2.0") response.stream.session?.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      else response.end("ok 1.1");
    };
    expect(await ask()).toBe("200 ok 1.1");
  });

  it("4: is not asked again once its answer has begun", async () => {
    answer = (_request, response) => {
      response.write("half");
      setTimeout(() => response.stream.close(constants.NGHTTP2_INTERNAL_ERROR), 20);
    };
    const { body } = await send().response;
    await expect(readAll(body, 1_000)).rejects.toMatchObject({ name: "UpstreamTransportError" });
    expect(versions).toEqual(["2.0"]);
  });
});

it("8: stops reading when nobody reads", async () => {
  let written = 0;
  answer = (_request, response) => {
    const chunk = Buffer.alloc(64 * 1_024);
    const write = () => {
      while (written < 64 * 1_024 * 1_024 && !response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) {
          response.once("drain", write);
          return;
        }
      }
    };
    write();
  };
  const { body } = await send().response;
  await body.read();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(written).toBeLessThan(4 * 1_024 * 1_024);
  body.cancel(new Error("enough"));
});

it("6: ends the stream when the reader gives up, and keeps the connection", async () => {
  let closed = false;
  answer = (_request, response) => {
    response.stream.once("close", () => {
      closed = true;
    });
    response.write("x");
  };
  const { body } = await send().response;
  await body.read();
  body.cancel(new Error("the client left"));
  await expect.poll(() => closed).toBe(true);
  answer = (_request, response) => void response.end("again");
  expect(await ask()).toBe("200 again");
  expect(detours).toEqual([]);
});
