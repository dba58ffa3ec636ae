import "server-only";
import { type Circuit, passageOf } from "@/domain/circuit/circuit";
import { type Condition, NEW_CONDITION } from "@/domain/circuit/condition";
import { policyOf } from "@/domain/circuit/policy";
import { type CircuitPass, passFor } from "@/domain/circuit/transition";
import type { Provider } from "@/domain/provider/provider";
import type { Cell, SharedCells } from "@/infra/cells/port";
import type { Clock } from "@/infra/clock";
import type { Logger } from "@/infra/logger";
import { applyEvents, type CircuitStep, type ConditionEvent } from "./apply-events";
import { conditionFromText, conditionToText } from "./condition-codec";

/** A circuit changed its kind; told once, by the replica that made it change. */
export interface CircuitNews extends CircuitStep {
  readonly provider: Provider;
  /** Epoch ms. */
  readonly at: number;
}

interface CircuitsOptions {
  readonly cells: SharedCells;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The provider as it is configured now; undefined once it is deleted. */
  readonly findProvider: (id: number) => Provider | undefined;
  readonly onNews: (news: CircuitNews) => void;
  /** A circuit is seen to be of another kind than before; called in every replica. */
  readonly onSeen: (providerId: number, circuit: Circuit) => void;
}

/** A change is seen by the other replicas after this many ms at the latest. */
const REFRESH_INTERVAL_MS = 400;

interface Known {
  readonly version: number;
  readonly condition: Condition;
}

interface Waiting {
  readonly event: ConditionEvent;
  readonly done: (condition: Condition) => void;
}

/**
 * The circuits of all providers, shared by all replicas. Who asks gets the local view at once; only what changes a
 * circuit makes a round trip, in the background. A healthy provider's successes change nothing and make none.
 *
 * Events of one provider wait in line and are written together by compare-and-set, so that replicas which disagree
 * about a provider settle it in a few round trips whatever their traffic.
 */
export class Circuits {
  private readonly known = new Map<number, Known>();
  private readonly view = new Map<number, Condition>();
  private readonly waiting = new Map<number, Waiting[]>();
  private readonly running = new Map<number, Promise<void>>();
  private mark: string | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: CircuitsOptions) {}

  /** The condition of every provider that is not as good as new. Live: read it, do not keep it. */
  get conditions(): ReadonlyMap<number, Condition> {
    return this.view;
  }

  /** Learns what the other replicas know, now and from now on. */
  async start(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refresh(), REFRESH_INTERVAL_MS).unref();
  }

  /** Stops watching; what is on its way to the other replicas arrives. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.running.values());
  }

  /**
   * Permission to try `provider` now, for the request `probeId`; null when its circuit says no. Waits for the other
   * replicas only where the circuit is half open, because a probe's place is given to one request among all.
   */
  async pass(provider: Provider, probeId: string): Promise<CircuitPass | null> {
    const { circuit } = this.conditionOf(provider.id);
    switch (passageOf(circuit, policyOf(provider), this.options.clock.now())) {
      case "free":
        return { epoch: circuit.epoch, probeId: null };
      case "probe":
        return passFor((await this.report(provider.id, { kind: "asked", probeId })).circuit, probeId);
      case "probe_taken":
      case "shut":
        return null;
    }
  }

  /** Tells what happened; resolves with the provider's condition once all replicas can know. */
  report(providerId: number, event: ConditionEvent): Promise<Condition> {
    const line = this.waiting.get(providerId);
    if (!this.running.has(providerId) && this.changesNothing(providerId, event)) {
      return Promise.resolve(this.conditionOf(providerId));
    }
    return new Promise((resolve) => {
      const waiting = { event, done: resolve };
      if (line) line.push(waiting);
      else this.waiting.set(providerId, [waiting]);
      this.work(providerId);
    });
  }

  /** Closes the circuit and ends all rests, whatever happened. */
  async reset(providerId: number): Promise<void> {
    await this.report(providerId, { kind: "reset" });
  }

  private conditionOf(providerId: number): Condition {
    return this.view.get(providerId) ?? NEW_CONDITION;
  }

  private changesNothing(providerId: number, event: ConditionEvent): boolean {
    const provider = this.options.findProvider(providerId);
    if (!provider) return true;
    const before = this.conditionOf(providerId);
    const { condition } = applyEvents(before, [event], policyOf(provider), this.options.clock.now());
    return condition === before;
  }

  private work(providerId: number): void {
    if (this.running.has(providerId)) return;
    const run = this.drain(providerId).finally(() => {
      this.running.delete(providerId);
      if (this.waiting.has(providerId)) this.work(providerId);
    });
    this.running.set(providerId, run);
  }

  private async drain(providerId: number): Promise<void> {
    const line = this.waiting.get(providerId) ?? [];
    this.waiting.delete(providerId);
    try {
      await this.write(
        providerId,
        line.map(({ event }) => event),
      );
    } catch (error) {
      this.options.logger.error(
        { providerId, err: error },
        "[CircuitBreaker] a circuit could not be changed",
      );
    }
    for (const { done } of line) done(this.conditionOf(providerId));
  }

  /** Applies the events to the newest state there is, as often as another replica was faster. */
  private async write(providerId: number, events: readonly ConditionEvent[]): Promise<void> {
    const { cells, clock, findProvider } = this.options;
    for (;;) {
      const provider = findProvider(providerId);
      if (!provider) return;
      const version = this.known.get(providerId)?.version ?? 0;
      const before = this.conditionOf(providerId);
      const at = clock.now();
      const { condition, steps } = applyEvents(before, events, policyOf(provider), at);
      if (condition === before) return;
      const write = await cells.compareAndSet(String(providerId), version, conditionToText(condition));
      if (write.written) {
        this.learn(providerId, { version: write.version, condition });
        for (const step of steps) this.options.onNews({ ...step, provider, at });
        return;
      }
      this.learnCell(providerId, write.current);
    }
  }

  private async refresh(): Promise<void> {
    try {
      const state = await this.options.cells.readAll(this.mark);
      if (!state) return;
      this.mark = state.mark;
      for (const id of this.known.keys()) if (!state.cells.has(String(id))) this.learnCell(id, null);
      for (const [name, cell] of state.cells) this.learnCell(Number(name), cell);
    } catch (error) {
      this.options.logger.warn({ err: error }, "[CircuitBreaker] the circuits could not be read");
    }
  }

  private learnCell(providerId: number, cell: Cell | null): void {
    if (cell && this.known.get(providerId)?.version === cell.version) return;
    const condition = cell && (conditionFromText(cell.value) ?? NEW_CONDITION);
    this.learn(providerId, cell && condition && { version: cell.version, condition });
  }

  private learn(providerId: number, news: Known | null): void {
    const before = this.conditionOf(providerId).circuit.state.kind;
    if (news) {
      this.known.set(providerId, news);
      this.view.set(providerId, news.condition);
    } else {
      this.known.delete(providerId);
      this.view.delete(providerId);
    }
    const { circuit } = this.conditionOf(providerId);
    if (circuit.state.kind !== before) this.options.onSeen(providerId, circuit);
  }
}
