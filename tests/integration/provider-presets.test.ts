import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PROVIDER_TYPES, type ProviderType } from "@/domain/provider/provider-type";
import { startTestHub, type TestHub } from "../support/hub";

/** Prepared tests of providers: what they ask, and when the answer is good. */

interface Preset {
  readonly id: string;
  readonly defaultModel: string;
  readonly defaultSuccessContains: string;
}
interface Result {
  readonly status: string;
  readonly subStatus: string;
  readonly model: string;
}

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(() => hub.upstream.reset());

const presetsOf = (providerType: ProviderType) =>
  hub.call<Preset[]>("providers/getProviderTestPresets", { providerType });
const test = (input: object) =>
  hub.call<Result>("providers/testProviderUnified", {
    ...{ providerUrl: hub.upstream.url, apiKey: "sk-upstream" },
    ...input,
  });
const asked = () => {
  const request = hub.upstream.requests.at(-1);
  if (!request) throw new Error("nobody asked the upstream");
  return { headers: request.headers, body: JSON.parse(request.body.toString()) };
};

describe("presets", () => {
  it("are listed by the type of provider they fit", async () => {
    const ids = await Promise.all(
      PROVIDER_TYPES.map(async (type) => (await presetsOf(type)).map(({ id }) => id)),
    );
    expect(Object.fromEntries(PROVIDER_TYPES.map((type, at) => [type, ids[at]]))).toEqual({
      claude: ["cc_base", "cc_sonnet", "public_cc_base"],
      "claude-auth": ["cc_base", "cc_sonnet", "public_cc_base"],
      codex: ["cx_base"],
      gemini: [],
      "gemini-cli": [],
      "openai-compatible": ["cx_base"],
    });
  });

  it.each(["claude", "codex", "openai-compatible"] as const)(
    "of %s ask for their model, and are green when the answer has their text",
    async (providerType) => {
      for (const { id, defaultModel, defaultSuccessContains } of await presetsOf(providerType)) {
        hub.upstream.enqueue({ text: `so: ${defaultSuccessContains}` }, { text: "something else" });
        expect(await test({ providerType, preset: id })).toMatchObject({
          ...{ status: "green", subStatus: "success", model: defaultModel },
        });
        expect(asked().body.model).toBe(defaultModel);
        expect(await test({ providerType, preset: id })).toMatchObject({
          ...{ status: "red", subStatus: "content_mismatch" },
        });
      }
    },
  );

  it("ask as the client does whose name they bear, once", async () => {
    const agents = async (preset: string, providerType: string) => {
      await test({ preset, providerType });
      return asked().headers.flatMap(([name, value]) => (name.toLowerCase() === "user-agent" ? [value] : []));
    };
    expect(await agents("cc_sonnet", "claude")).toEqual([expect.stringMatching(/^claude-cli\/[\d.]+ /)]);
    expect(await agents("cx_base", "codex")).toEqual([expect.stringMatching(/^codex_exec\/[\d.]+$/)]);
    expect(await agents("public_cc_base", "claude")).toEqual(["claude-code-hub-test"]);
  });

  it("of another type of provider are refused", async () => {
    await expect(test({ preset: "cx_base", providerType: "claude" })).rejects.toThrow(
      "400 INVALID_INPUT: preset: cx_base does not fit",
    );
    await expect(test({ preset: "none" })).rejects.toThrow("INVALID_INPUT");
  });
});

describe("a test of one's own", () => {
  it.each(PROVIDER_TYPES)("of %s is green when the upstream answers", async (providerType) => {
    expect(await test({ providerType })).toMatchObject({ status: "green", subStatus: "success" });
  });

  it("sends the body that is given, as object or as text, with the test's model", async () => {
    const payload = { max_tokens: 3, messages: [{ role: "user", content: "mine" }] };
    for (const customPayload of [payload, JSON.stringify(payload)]) {
      await test({ providerType: "claude", model: "claude-x", customPayload });
      expect(asked().body).toEqual({ model: "claude-x", ...payload });
    }
    await test({ providerType: "claude", customPayload: { ...payload, model: "its-own" } });
    expect(asked().body.model).toBe("its-own");
    await expect(test({ customPayload: "{ not json" })).rejects.toThrow("INVALID_INPUT");
  });

  it("says whether the text it waits for is there, and whether it came in time", async () => {
    hub.upstream.enqueue({ text: "ping" }, { text: "ping" }, { text: "ping" });
    const wait = (successContains: string) => test({ providerType: "claude", successContains });
    expect(await wait("pong")).toMatchObject({ status: "red", subStatus: "content_mismatch" });
    expect(await wait("ping")).toMatchObject({ status: "green" });
    expect(await test({ providerType: "claude", preset: "cc_sonnet", successContains: "" })).toMatchObject({
      status: "green",
    });
    hub.upstream.enqueue({ delays: { toHeadersMs: 200 } });
    expect(await test({ providerType: "claude", latencyThresholdMs: 50 })).toMatchObject({
      ...{ status: "yellow", subStatus: "slow_latency" },
    });
    hub.upstream.enqueue({ hang: "before-headers" });
    expect(await test({ providerType: "claude", timeoutMs: 1_000 })).toMatchObject({
      ...{ status: "red", subStatus: "network_error" },
    });
  });
});
