import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";
import type { FakeUpstream } from "../../dev/fake-upstream";
import type { TestHub } from "../support/hub";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What a process holds that requests could have left behind. */
export interface Residue {
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
  /** Heap and buffers after a collection, bytes. */
  readonly memoryBytes: number;
}

/** Waits until nothing runs, closes connections that are kept for the next request, and counts what is left. */
export async function settledResidue(
  { runtime, server, upstream }: TestHub,
  otherUpstream: FakeUpstream,
): Promise<Residue> {
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  // The test's own calls of actions keep theirs for the next one.
  server.closeIdleConnections();
  const patience = { timeout: 20_000, interval: 100 };
  await expect.poll(() => runtime.budget.held, { ...patience, message: "bytes of the budget" }).toBe(0);
  await expect.poll(connections, { ...patience, message: "clients' connections" }).toBe(0);
  await runtime.ledger.flush();
  await runtime.upstream.pools.destroy();
  const upstreamSockets = () => upstream.openSockets + otherUpstream.openSockets;
  await expect.poll(upstreamSockets, { ...patience, message: "upstreams' connections" }).toBe(0);
  // What ends behind the answers (tails, idle timers of tests' tools), and what only a second collection finds.
  for (let round = 0; round < 3; round++) {
    await sleep(1_000);
    collectGarbage();
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return {
    sockets: countOf("TCPSocketWrap"),
    timers: countOf("Timeout"),
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    memoryBytes: heapUsed + Math.max(external, arrayBuffers),
  };
}

function countOf(resource: string): number {
  return process.getActiveResourcesInfo().filter((name) => name === resource).length;
}
