import { startHub } from "./hub";

export interface Boot {
  /** From the start of the process to its first answer on /v1, ms, on a directory that was used before. */
  readonly firstAnswerMs: readonly number[];
  /** Resident memory a while after start with nothing to do, bytes. */
  readonly idleRssBytes: number;
}

const STARTS = 3;
const IDLE_MS = 10_000;

export async function measureBoot(dataDir: string, env: Readonly<Record<string, string>>): Promise<Boot> {
  const firstAnswerMs: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const hub = await startHub(dataDir, env);
    const startedAt = performance.now();
    await (await fetch(`${hub.url}/v1/models`)).text();
    firstAnswerMs.push(hub.startMs + performance.now() - startedAt);
    if (start < STARTS - 1) {
      await hub.stop();
      continue;
    }
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const idleRssBytes = hub.rssBytes();
    await hub.stop();
    return { firstAnswerMs, idleRssBytes };
  }
  throw new Error("unreachable: the last start returns");
}
