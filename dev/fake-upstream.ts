/**
 * The scriptable provider that tests, benches and development run against. In a test: `startFakeUpstream()`. On
 * its own: `npx tsx dev/fake-upstream.ts --port 4010`, then script it over `/__fake/…`.
 */
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { Script } from "./fake-upstream/script";
import { startFakeUpstream } from "./fake-upstream/server";

export type { Call, DialectName, Framing, Operation } from "./fake-upstream/call";
export type { State } from "./fake-upstream/control";
export type { Received } from "./fake-upstream/received";
export { type RecordedAnswer, type RecordingRequest, recordAnswer } from "./fake-upstream/record-stream";
export type { LedgerEntry, LedgerTotals } from "./fake-upstream/recorder";
export type { RecordMode, RequestRecord } from "./fake-upstream/request-record";
export {
  SCRIPT_HEADER,
  type Script,
  type ScriptInput,
  scriptHeader,
  type ToolCall,
} from "./fake-upstream/script";
export type { DefaultScript } from "./fake-upstream/script-desk";
export { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from "./fake-upstream/server";
export type { Usage } from "./fake-upstream/usage";

const Options = z.object({
  port: z.coerce.number().int().min(0).max(65535),
  host: z.string(),
  record: z.enum(["none", "meta", "full"]),
  script: z.string().transform((text) => Script.parse(JSON.parse(text))),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
      record: { type: "string", default: "full" },
      script: { type: "string", default: "{}" },
    },
  });
  const upstream = await startFakeUpstream(Options.parse(values));
  console.log(upstream.url);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
