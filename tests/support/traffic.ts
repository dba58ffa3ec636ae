import { type FakeUpstream, type ScriptInput, scriptHeader } from "../../dev/fake-upstream";
import type { HubProcess } from "./hub-process";

/** A working day of a small team: people, providers of which one fails, requests of every outcome. */
export async function seedTraffic(hub: HubProcess, upstream: FakeUpstream, requests: number): Promise<void> {
  const keys = await seedTeam(hub, upstream);
  for (let number = 0; number < requests; number++) {
    const response = await sendMessage(hub, keys[number % keys.length] ?? "", {
      model:
        number % 7 === 6 ? "claude-not-served-here" : number % 2 ? "claude-sonnet-4-5" : "claude-opus-4-1",
      isStream: number % 3 > 0,
      script: scriptOf(number),
    });
    await response.text();
  }
  await fetch(`${hub.url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": "sk-unknown" },
    body: "{}",
  });
}

/** No two requests cost the same, as in life; now and then the upstream fails. */
function scriptOf(number: number): ScriptInput {
  if (number % 11 === 10) return { status: 500 };
  const usage = {
    inputTokens: 800 + 37 * number,
    outputTokens: 120 + 11 * number,
    cacheReadTokens: 4_100 * (number % 5),
  };
  return { usage };
}

async function seedTeam(hub: HubProcess, upstream: FakeUpstream): Promise<string[]> {
  const providers = [
    { name: "anthropic-main", priority: 1, weight: 3, cost_multiplier: 0.8, group_tag: "default" },
    { name: "reserve", priority: 2, weight: 1, allowed_models: ["claude-sonnet-4-5", "claude-opus-4-1"] },
    { name: "switched-off", is_enabled: false },
  ];
  for (const provider of providers) {
    await hub.call("providers/addProvider", {
      url: upstream.url,
      key: "sk-upstream-secret",
      allowed_models: ["claude-sonnet-4-5", "claude-opus-4-1"],
      // Failures are told with each request; they keep nobody out of the next one.
      circuit_breaker_failure_threshold: 0,
      ...provider,
    });
  }
  const names = ["lin.wei", "Anna Petrova", "sato"];
  const keys: string[] = [];
  for (const name of names) {
    const added = await hub.call<{ defaultKey: { key: string } }>("users/addUser", {
      name,
      note: "platform team",
      dailyQuota: 25,
    });
    keys.push(added.defaultKey.key);
  }
  return keys;
}

interface Message {
  readonly model: string;
  readonly isStream: boolean;
  /** What the upstream does with it. */
  readonly script?: ScriptInput;
}

let sent = 0;

/** One request as a client sends it. */
export function sendMessage(
  hub: Pick<HubProcess, "url">,
  key: string,
  { model, isStream, script = {} }: Message,
): Promise<Response> {
  return fetch(`${hub.url}/v1/messages`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-api-key": key,
      "anthropic-version": "2023-06-01",
      "user-agent": "claude-cli/2.1.330 (external, cli)",
      "x-claude-code-session-id": `0198c0de-0000-7000-8000-${String(sent % 4).padStart(12, "0")}`,
      "x-fake-script": scriptHeader(script),
    },
    body: JSON.stringify({
      model,
      stream: isStream,
      max_tokens: 64,
      messages: [{ role: "user", content: `message ${++sent}` }],
    }),
  });
}
