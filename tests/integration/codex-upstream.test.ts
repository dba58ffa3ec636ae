import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** What an upstream of type `codex` sees of requests that came in its own protocol. */

let hub: TestHub;
let plain: TestCaller;
let forced: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  const codex = { provider_type: "codex" };
  await hub.addProvider({ ...codex, group_tag: "plain" });
  await hub.addProvider({
    ...{ ...codex, group_tag: "forced", codex_instructions_strategy: "force_official" },
    codex_official_instructions: "You are Codex.",
  });
  await hub.addProvider({
    ...{ ...codex, group_tag: "auto", codex_instructions_strategy: "auto" },
    codex_official_instructions: "You are Codex.",
  });
  plain = await hub.addCaller({ providerGroup: "plain" });
  forced = await hub.addCaller({ providerGroup: "forced" });
});
afterAll(() => hub.close());

async function ask({ key }: TestCaller, body: object, headers: Record<string, string> = {}, path = "") {
  const response = await hub.post(`/v1/responses${path}`, key, body, headers);
  await response.arrayBuffer();
  expect(response.status).toBe(200);
  const recorded = hub.upstream.requests.at(-1);
  const names = new Map(recorded?.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return { sessionId: names.get("session-id"), body: recorded?.body.toString() ?? "" };
}

const turn = (...input: string[]) => ({
  model: "gpt-5.2",
  input: input.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content })),
});

describe("a conversation that names itself nowhere", () => {
  it("51: keeps its bytes, and gets a session header that is the same in each turn", async () => {
    const first = await ask(plain, turn("hello there"));
    const second = await ask(plain, turn("hello there", "hi", "how are you?"));
    const other = await ask(plain, turn("something else"));
    expect(first.body).toBe(JSON.stringify(turn("hello there")));
    expect(first.sessionId).toMatch(/^[0-9a-f]{8}-/);
    expect(second.sessionId).toBe(first.sessionId);
    expect(other.sessionId).not.toBe(first.sessionId);
  });
});

describe("Codex itself", () => {
  const recorded = JSON.parse(
    readFileSync(`${import.meta.dirname}/../fixtures/clients/codex-3.json`, "utf8"),
  ) as {
    readonly headers: readonly (readonly [string, string])[];
    readonly body: { readonly model: string };
  };
  const own = Object.fromEntries(recorded.headers.filter(([name]) => name !== "authorization"));
  const body = { ...recorded.body, model: "gpt-5-codex" };

  it("51, 54: keeps its session and its bytes", async () => {
    const seen = await ask(plain, body, own);
    expect(seen.sessionId).toBe(own["session-id"]);
    expect(seen.body).toBe(JSON.stringify(body));
  });

  it("51: compacts through the hub with its own bytes", async () => {
    const compacted = { model: "gpt-5-codex", input: [{ role: "user", content: "long" }], instructions: "x" };
    expect((await ask(plain, compacted, own, "/compact")).body).toBe(JSON.stringify(compacted));
  });

  it("is told the official instructions where the admin says so, and the client's after them", async () => {
    const seen = JSON.parse((await ask(forced, { ...body, instructions: "Be a pirate." }, own)).body);
    expect(seen.instructions).toBe("You are Codex.");
    expect(seen.input[0]).toEqual({
      type: "message",
      role: "developer",
      content: [{ type: "input_text", text: "Be a pirate." }],
    });
  });

  it("is told the official instructions where it takes no others, once it said so", async () => {
    const { key } = await hub.addCaller({ providerGroup: "auto" });
    hub.upstream.reset();
    hub.upstream.enqueue(
      { status: 400, error: { message: "Instructions are not valid" } },
      { text: "understood" },
    );
    const response = await hub.post("/v1/responses", key, { ...body, instructions: "Be a pirate." }, own);
    expect(await response.text()).toContain("understood");
    const [first, second] = hub.upstream.requests.map((request) => JSON.parse(request.body.toString()));
    expect(first.instructions).toBe("Be a pirate.");
    expect(second.instructions).toBe("You are Codex.");
    expect(second.input).toHaveLength(first.input.length + 1);
  });
});
