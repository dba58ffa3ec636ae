import { expect, it } from "vitest";
import { Script, scriptHeader } from "./script";
import { ask, startForTest } from "./test-support";

const BODY = { model: "m", messages: [{ role: "user", content: "hi" }] };

async function startAndSay() {
  const upstream = await startForTest({ script: { text: "started with" } });
  const say = async (options: Parameters<typeof ask>[1] = {}) => {
    const { content } = JSON.parse((await ask(upstream, { body: BODY, ...options })).text);
    return content[0].text;
  };
  return { upstream, say };
}

it("prefers the header, then the queue, then the default", async () => {
  const { upstream, say } = await startAndSay();
  upstream.enqueue({ text: "first" }, { text: "second" });
  expect(await say({ script: { text: "header ü" } })).toBe("header ü");
  expect([await say(), await say(), await say()]).toEqual(["first", "second", "started with"]);
  upstream.setDefault({ text: "new default" });
  expect(await say()).toBe("new default");
  upstream.reset();
  expect([await say(), upstream.requests.length]).toEqual(["started with", 1]);
});

it("asks a default function with what it received", async () => {
  const { upstream, say } = await startAndSay();
  upstream.setDefault(({ index, call, headers }) =>
    headers["x-skip"] ? undefined : { text: `${index} ${call.dialect} ${call.model} ${call.bodyBytes}` },
  );
  expect(await say()).toBe(`0 anthropic m ${JSON.stringify(BODY).length}`);
  expect(await say({ headers: { "x-skip": "1" } })).toBe("Hello from the fake upstream.");
});

it("does not spend queued scripts on model lists and probes", async () => {
  const { upstream, say } = await startAndSay();
  upstream.enqueue({ text: "kept" });
  await ask(upstream, { path: "/v1/models", method: "GET" });
  await ask(upstream, { path: "/", method: "HEAD" });
  expect(await say()).toBe("kept");
});

it("refuses scripts it does not understand", async () => {
  const { upstream } = await startAndSay();
  for (const header of ["{", '{"txt":"typo"}', '{"hang":"after-headers","reset":"after-headers"}']) {
    const seen = await ask(upstream, { headers: { "x-fake-script": header } });
    expect([seen.status, seen.headers["x-fake-error"]]).toEqual([400, "bad-script"]);
  }
  expect(() => upstream.enqueue({ chunks: 0 })).toThrow();
});

it("fails visibly when a default function throws", async () => {
  const { upstream } = await startAndSay();
  upstream.setDefault(() => {
    throw new Error("no idea");
  });
  const seen = await ask(upstream);
  expect([seen.status, seen.headers["x-fake-error"]]).toEqual([500, "failure"]);
  expect(seen.text).toContain("no idea");
});

it("carries any text in the header", () => {
  const script = { text: 'ü 🎉 "\n\u2028' };
  expect(scriptHeader(script)).toMatch(/^[ -~]*$/);
  expect(Script.parse(JSON.parse(scriptHeader(script)))).toEqual(script);
});

it("repeats a text", async () => {
  const { say } = await startAndSay();
  expect(await say({ script: { text: { repeat: "ab ", times: 3 } } })).toBe("ab ab ab ");
});

it("is scripted and inspected from another process", async () => {
  const { upstream, say } = await startAndSay();
  const control = (path: string, method = "GET", body?: unknown) =>
    fetch(`${upstream.url}/__fake/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  await control("script", "POST", { text: "by hand" });
  await control("enqueue", "POST", [{ text: "one" }, { text: "two" }]);
  await control("enqueue", "POST", { text: "three" });
  expect([await say(), await say(), await say(), await say()]).toEqual(["one", "two", "three", "by hand"]);
  const requests = await (await control("requests")).json();
  expect(requests).toHaveLength(4);
  expect(JSON.parse(Buffer.from(requests[0].bodyBase64, "base64").toString())).toEqual(BODY);
  expect(requests[3]).toMatchObject({ script: { text: "by hand" }, dialect: "anthropic", status: 200 });
  expect(await (await control("ledger")).json()).toEqual(upstream.ledger);
  expect(await (await control("state")).json()).toMatchObject({ requests: 4, queuedScripts: 0 });
  await control("reset", "POST");
  expect(await (await control("requests")).json()).toEqual([]);
  expect((await control("script", "POST", { nonsense: 1 })).status).toBe(400);
  expect((await control("nowhere")).status).toBe(404);
});
