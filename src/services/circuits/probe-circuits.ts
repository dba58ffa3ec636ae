import "server-only";
import { passageOf } from "@/domain/circuit/circuit";
import { policyOf } from "@/domain/circuit/policy";
import type { CircuitEvent, CircuitPass } from "@/domain/circuit/transition";
import type { Provider } from "@/domain/provider/provider";
import type { TestFinding } from "@/domain/provider/test-finding";
import type { UpstreamClient } from "@/infra/http/upstream-client";
import type { GoogleTokens } from "@/services/google-tokens/google-tokens";
import { type ProviderTestResult, testProvider } from "@/services/provider-test/test-provider";
import type { Snapshot } from "@/services/snapshot/snapshot";
import type { Circuits } from "./circuits";

interface ProbeContext {
  readonly circuits: Circuits;
  readonly snapshot: { readonly current: Snapshot };
  readonly upstream: UpstreamClient;
  readonly googleTokens: Pick<GoogleTokens, "open">;
  readonly clock: { now(): number };
  readonly timeoutMs: number;
}

/** What testing the providers in trouble came to, by provider id. */
export type ProbeReport = Readonly<Record<number, TestFinding>>;

/**
 * Tests every enabled provider whose circuit is not closed. A good result lets an open circuit be probed by real
 * requests at once; in a half-open one the test is a probe like any other, so that a provider nobody asks for comes
 * back too. A bad result never prolongs anything.
 */
export async function probeCircuits(context: ProbeContext): Promise<ProbeReport> {
  const { all } = context.snapshot.current.providers;
  const troubled = all.filter(
    ({ id, isEnabled }) =>
      isEnabled && (context.circuits.conditions.get(id)?.circuit.state.kind ?? "closed") !== "closed",
  );
  const results = await Promise.all(troubled.map((provider) => probe(provider, context)));
  return Object.fromEntries(results.flatMap((result) => (result ? [result] : [])));
}

async function probe(provider: Provider, context: ProbeContext): Promise<[number, TestFinding] | null> {
  const { circuits, clock } = context;
  const { id } = provider;
  const circuit = circuits.conditions.get(id)?.circuit;
  if (!circuit) return null;
  if (passageOf(circuit, policyOf(provider), clock.now()) === "shut") {
    const { status, subStatus } = await test(provider, context);
    if (status !== "red") await circuits.report(id, { kind: "proved" });
    return [id, subStatus];
  }
  const pass = await circuits.pass(provider, `test:${clock.now()}`);
  if (!pass?.probeId) return null;
  const result = await test(provider, context);
  await circuits.report(id, eventOf(result, pass));
  return [id, result.subStatus];
}

/** Being out of quota, or not knowing the test's model, is no sign of illness. */
const INCONCLUSIVE: ReadonlySet<TestFinding> = new Set(["rate_limit", "invalid_request", "client_error"]);

function eventOf({ status, subStatus }: ProviderTestResult, pass: CircuitPass): CircuitEvent {
  if (status !== "red") return { kind: "succeeded", pass };
  if (INCONCLUSIVE.has(subStatus)) return { kind: "released", pass };
  return { kind: "failed", pass, reason: `test: ${subStatus}` };
}

async function test(provider: Provider, { snapshot, timeoutMs, ...means }: ProbeContext) {
  const credentials = snapshot.current.providers.credentials.get(provider.id);
  if (!credentials) throw new Error(`provider ${provider.id} has no credentials`);
  // A provider that lists its models may know no other.
  const model = provider.allowedModels.find((name) => !name.includes("*"));
  return testProvider(provider, credentials, { model, timeoutMs }, means);
}
