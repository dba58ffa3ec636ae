import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sealOpaque } from "@/protocols/ir/seal-opaque";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** Requests that an upstream refuses for a reason the hub can mend, and seals that no vendor is to see. */

let hub: TestHub;
let caller: TestCaller;
let provider: number;

beforeAll(async () => {
  hub = await startTestHub();
  provider = await hub.addProvider();
  await hub.addProvider({
    ...{ name: "chat", provider_type: "openai-compatible", group_tag: "chat", allowed_models: ["gpt-4.1"] },
  });
  caller = await hub.addCaller();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.upstream.reset();
  hub.runtime.circuits.reset(provider);
});

interface Details {
  readonly log: { readonly outcome: string };
  readonly attempts: readonly { readonly result: string; readonly rectifiedBy: string | null }[];
}

async function detailsOf(response: Response): Promise<Details> {
  await hub.runtime.ledger.flush();
  return hub.call<Details>("usage-logs/getUsageLogDetails", { id: response.headers.get("x-cch-request-id") });
}

const FOREIGN = { type: "thinking", thinking: "hm", signature: "EqForeign" };
const messages = [
  { role: "user", content: "a" },
  { role: "assistant", content: [FOREIGN, { type: "text", text: "b" }] },
  { role: "user", content: "c" },
];
const body = { model: "claude-opus-4-5", max_tokens: 20_000, stream: true, messages };
const REFUSAL = {
  status: 400,
  error: { message: "messages.1.content.0: Invalid `signature` in `thinking` block" },
};

it("a refused signature is taken out, once, at the same provider, and stands in the chain", async () => {
  hub.upstream.enqueue(REFUSAL, { text: "saved" });
  const response = await hub.post("/v1/messages", caller.key, body);
  expect(await response.text()).toContain("saved");
  const [first, second] = hub.upstream.requests.map((request) => JSON.parse(request.body.toString()));
  expect(first).toEqual(body);
  expect(second).toEqual({
    ...body,
    messages: [messages[0], { ...messages[1], content: [{ type: "text", text: "b" }] }, messages[2]],
  });
  expect(await detailsOf(response)).toMatchObject({
    log: { outcome: "completed" },
    attempts: [
      { result: "rejected", rectifiedBy: null },
      { result: "completed", rectifiedBy: "foreign-thinking" },
    ],
  });
});

it("what is refused again is the client's to hear of", async () => {
  hub.upstream.enqueue(REFUSAL, REFUSAL);
  const response = await hub.post("/v1/messages", caller.key, body);
  expect(response.status).toBe(400);
  expect(hub.upstream.requests).toHaveLength(2);
});

it("what has nothing to mend is not sent again", async () => {
  hub.upstream.enqueue(REFUSAL);
  const plain = { ...body, messages: [{ role: "user", content: "a" }] };
  expect((await hub.post("/v1/messages", caller.key, plain)).status).toBe(400);
  expect(hub.upstream.requests).toHaveLength(1);
});

it("a translated request is mended in the provider's dialect", async () => {
  const { key } = await hub.addCaller({ name: "chat", providerGroup: "chat" });
  const words = "Unsupported parameter: 'temperature' is not supported with this model.";
  hub.upstream.enqueue({ status: 400, error: { message: words } }, { text: "saved" });
  const asked = { ...body, model: "gpt-4.1", temperature: 0.5, messages: [{ role: "user", content: "a" }] };
  const response = await hub.post("/v1/messages", key, asked);
  expect(await response.text()).toContain("saved");
  const [first, second] = hub.upstream.requests.map((request) => JSON.parse(request.body.toString()));
  expect(first).toMatchObject({ temperature: 0.5 });
  const { temperature: _, ...rest } = first;
  expect(second).toEqual(rest);
});

it("a translated stream is had without its usage from a server that does not know the question", async () => {
  const { key } = await hub.addCaller({ name: "old", providerGroup: "chat" });
  const words = "Unknown field: stream_options";
  hub.upstream.enqueue({ status: 400, error: { message: words } }, { text: "saved" }, { text: "again" });
  const asked = { ...body, model: "gpt-4.1", messages: [{ role: "user", content: "a" }] };
  const response = await hub.post("/v1/messages", key, asked);
  expect(await response.text()).toContain("saved");
  expect(await (await hub.post("/v1/messages", key, asked)).text()).toContain("again");
  const questions = hub.upstream.requests.map((request) => request.body.includes("stream_options"));
  expect(questions).toEqual([true, false, false]);
});

it("51: seals never reach a vendor, and nothing else of the body changes", async () => {
  const seal = sealOpaque({ protocol: "openai-responses", value: { id: "rs_1", encrypted_content: "gA" } });
  const sealed = JSON.stringify({ type: "thinking", thinking: "x", signature: seal });
  const text = JSON.stringify({ ...body, stream: false }).replace(`"content":[`, `"content":[ ${sealed} ,`);
  const response = await fetch(`${hub.url}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": caller.key },
    body: text,
  });
  expect(response.status).toBe(200);
  expect(hub.upstream.requests[0]?.body.toString()).toBe(text.replace(`${sealed} ,`, ""));
});
