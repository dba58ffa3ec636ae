import { setTimeout as sleep } from "node:timers/promises";
import type { OutageWorld, Replica } from "./outage-world";

/** A span of time, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Redis stopped in its tracks, and as long a time before that. */
export interface Freeze {
  readonly before: Span;
  readonly frozen: Span;
}

const FREEZE_MS = 4_000;

export async function killRedis({ redis }: OutageWorld): Promise<void> {
  await redis.kill();
  await sleep(2_000);
  await redis.start();
  await sleep(2_500);
}

/** It still takes connections and commands, but answers none. */
export async function freezeRedis({ redis }: OutageWorld): Promise<Freeze> {
  const from = Date.now();
  await sleep(FREEZE_MS);
  const frozenAt = Date.now();
  redis.freeze();
  await sleep(FREEZE_MS);
  const thawedAt = Date.now();
  redis.thaw();
  await sleep(2_500);
  return { before: { from, to: frozenAt }, frozen: { from: frozenAt, to: thawedAt } };
}

export async function stopPostgres({ postgres }: OutageWorld): Promise<void> {
  await postgres.stop();
  await sleep(3_000);
  await postgres.start();
  await sleep(2_000);
}

export async function killHub(world: OutageWorld, replica: Replica): Promise<void> {
  await world.kill(replica);
  await sleep(500);
  await world.start(replica);
  await sleep(1_000);
}
