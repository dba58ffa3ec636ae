import { createHash } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Script, scriptHeader } from "../../dev/fake-upstream";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** Invariant 51: same protocol, nothing configured: bytes in are bytes out, whatever way they are cut. */

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider();
  caller = await hub.addCaller();
});
afterAll(() => hub.close());

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A body no serialiser would write: odd spaces, escapes, huge numbers, unknown and underscored fields. */
const oddBody = (stream: boolean) =>
  Buffer.from(
    `\n{ "model" :"claude-sonnet-4-5","stream":${stream}, "max_tokens": 10,"_meta":{"_id":9007199254740993},
  "messages":[{"role":"user","content":"caf\\u00e9 \\/ 日本 🙂 \\ud83d\\ude42 ${Math.random()}"}],"x":1.0e+2,\t"unknown":[null , {}]}\r\n`,
  );

/** Sends raw bytes in pieces and gathers raw bytes. */
function send(body: Buffer, pieceBytes: number, script: Script): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${hub.url}/v1/messages?beta=true`,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": body.length,
          "x-api-key": caller.key,
          "x-fake-script": scriptHeader(script),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => resolve(Buffer.concat(chunks)));
        incoming.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    for (let at = 0; at < body.length; at += pieceBytes) outgoing.write(body.subarray(at, at + pieceBytes));
    outgoing.end();
  });
}

describe.each([
  ["in one piece", false],
  ["as a stream", true],
])("an answer %s", (_name, stream) => {
  it.each([1, 2, 3, 7, 64, 1_000, 65_536])("passes byte for byte in pieces of %i", async (pieceBytes) => {
    const body = oddBody(stream);
    const script = {
      text: "日本語 🙂 é \u2028 done",
      thinking: "hmm 思考",
      toolCalls: [{ name: "look", input: { path: "/tmp/ü" } }],
      chunkBytes: pieceBytes,
    };
    const received = await send(body, pieceBytes, script);
    const recorded = hub.upstream.requests.at(-1);
    expect(sha256(recorded?.body ?? Buffer.alloc(0))).toBe(sha256(body));
    expect(sha256(received)).toBe(sha256(recorded?.responseBody ?? Buffer.alloc(0)));
    expect(received.length).toBeGreaterThan(200);
  });

  it("reaches the upstream with the client's own headers and nothing of its credentials", async () => {
    const headers = {
      "anthropic-beta": "a-2025-01-01,b-2026-02-02",
      "anthropic-version": "2023-06-01",
      "x-stainless-lang": "js",
      "x-app": "cli",
      cookie: "a=b",
      "x-forwarded-for": "198.51.100.7",
    };
    const response = await hub.post(
      `/v1/messages?beta=true&key=${caller.key}`,
      caller.key,
      JSON.parse(oddBody(stream).toString()),
      headers,
    );
    await response.text();
    const recorded = hub.upstream.requests.at(-1);
    const sent = new Map(recorded?.headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(recorded?.url).toBe("/v1/messages?beta=true");
    for (const name of ["anthropic-beta", "anthropic-version", "x-stainless-lang", "x-app"] as const) {
      expect(sent.get(name)).toBe(headers[name]);
    }
    expect(sent.get("x-api-key")).toBe("sk-upstream-secret");
    expect(sent.has("cookie")).toBe(false);
    expect(sent.has("x-forwarded-for")).toBe(false);
    expect(JSON.stringify(recorded?.headers)).not.toContain(caller.key);
  });
});

it("changes the bytes of the model and no others when a redirect applies", async () => {
  const provider = await hub.addProvider({
    name: "redirecting",
    group_tag: "redirected",
    model_redirects: { "claude-sonnet-*": "claude-opus-4-5" },
  });
  const other = await hub.addCaller({ name: "redirected", providerGroup: "redirected" });
  const body = oddBody(false);
  const response = await fetch(`${hub.url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": other.key, "content-type": "application/json" },
    body,
  });
  await response.text();
  const recorded = hub.upstream.requests.at(-1)?.body.toString();
  expect(recorded).toBe(body.toString().replace('"claude-sonnet-4-5"', '"claude-opus-4-5"'));
  await hub.call("providers/removeProvider", { providerId: provider });
});
