import "server-only";
import { randomUUID } from "node:crypto";
import { InFlightRequest } from "@/domain/request/in-flight-request";
import type { Logger } from "@/infra/logger";
import type { Heard, Note, Presence } from "@/infra/presence/port";
import { SECOND_MS } from "@/lib/duration";
import { parseJson } from "@/lib/parse-json";
import { withTimeout } from "@/lib/with-timeout";
import { EndOrder, endOrder } from "./end-order";

/** Changes are told to the other replicas together, this long after the first. */
const GATHER_MS = 250;

/** While something runs, the others hear of its bytes, and this process of orders, this often. */
const BEAT_MS = SECOND_MS;

/** A process that is silent for this long is dead; what it served is gone from the lists. */
const OWNER_TTL_MS = 10 * SECOND_MS;

/** Pages and beats wait no longer for the others. Requests never wait for any of this. */
const ANSWER_TIMEOUT_MS = SECOND_MS;

/** What is known when a request is let in. */
export type InFlightFacts = Omit<InFlightRequest, "providerId" | "attempt" | "firstByteMs" | "responseBytes">;

/** What happens to one request; none of it waits or throws. */
export interface InFlightHandle {
  /** A provider is asked. @param attempt from 1 */
  tries(providerId: number, attempt: number): void;
  /** The answer has begun. @param deliveredBytes asked now and then how far it has come */
  answers(firstByteMs: number, deliveredBytes: () => number): void;
  ends(): void;
}

/** Changed in place: it is on the path of every request. */
interface Running {
  readonly facts: InFlightFacts;
  providerId: number | null;
  attempt: number;
  firstByteMs: number | null;
  deliveredBytes: () => number;
  /** What the others were told last. */
  toldBytes: number;
  isTerminated: boolean;
  /** Ends it from outside. */
  readonly terminate: () => void;
}

interface InFlightOptions {
  readonly presence: Presence;
  readonly logger: Logger;
  /** Called when a request was let in here. */
  readonly onBegin: (facts: InFlightFacts) => void;
}

/**
 * Every request that is being served, here and in the other replicas. The own ones stand in memory; what changes about
 * them is shown to the others in one round trip for all of them together, and a request that is over before that never
 * leaves the process.
 */
export class InFlight {
  private owner = randomUUID();
  private readonly running = new Map<string, Running>();
  private readonly changed = new Set<string>();
  /** Shown to the others. */
  private readonly shown = new Set<string>();
  private readonly toHide = new Set<string>();
  private heard: ReadonlySet<string> = new Set();
  private gathering: NodeJS.Timeout | null = null;
  private beating: NodeJS.Timeout | null = null;
  private isTelling = false;
  private isClosed = false;

  constructor(private readonly options: InFlightOptions) {}

  /** @param terminate ends the request from outside; called at most once */
  begin(facts: InFlightFacts, terminate: () => void): InFlightHandle {
    const running: Running = {
      facts,
      providerId: null,
      attempt: 0,
      firstByteMs: null,
      deliveredBytes: nothing,
      toldBytes: 0,
      isTerminated: false,
      terminate,
    };
    this.running.set(facts.id, running);
    this.note(facts.id);
    this.options.onBegin(facts);
    return this.handleOf(running);
  }

  /** How many this process serves. */
  get size(): number {
    return this.running.size;
  }

  /** All requests in flight, oldest first. While the replicas cannot be asked, those of this process. */
  async list(): Promise<InFlightRequest[]> {
    const notes = await withTimeout(this.options.presence.readAll(), ANSWER_TIMEOUT_MS).catch(() => []);
    const others = notes.filter(({ owner }) => owner !== this.owner).flatMap(requestOf);
    const own = [...this.running.values()].map(current);
    const byId = new Map([...others, ...own].map((request) => [request.id, request]));
    return [...byId.values()].sort((a, b) => a.startedAt - b.startedAt);
  }

  /**
   * Ends all requests of these sessions: those here at once, those of other replicas within a beat.
   *
   * @param now epoch ms: requests that came later go on
   */
  async terminate(sessionKeys: readonly string[], now: number): Promise<void> {
    const order = { sessionKeys: [...sessionKeys], at: now };
    this.follow(order);
    await withTimeout(this.options.presence.call(endOrder(order), OWNER_TTL_MS), ANSWER_TIMEOUT_MS);
  }

  close(): void {
    this.isClosed = true;
    if (this.gathering) clearTimeout(this.gathering);
    if (this.beating) clearInterval(this.beating);
  }

  private handleOf(running: Running): InFlightHandle {
    const { id } = running.facts;
    return {
      tries: (providerId, attempt) => {
        running.providerId = providerId;
        running.attempt = attempt;
        this.note(id);
      },
      answers: (firstByteMs, deliveredBytes) => {
        running.firstByteMs = firstByteMs;
        running.deliveredBytes = deliveredBytes;
        this.note(id);
      },
      ends: () => {
        if (!this.running.delete(id)) return;
        this.changed.delete(id);
        if (!this.shown.delete(id)) return;
        this.toHide.add(id);
        this.gather();
      },
    };
  }

  private note(id: string): void {
    this.changed.add(id);
    this.gather();
  }

  private gather(): void {
    if (this.gathering || this.isClosed) return;
    this.gathering = setTimeout(() => {
      this.gathering = null;
      void this.tell();
    }, GATHER_MS).unref();
    this.beating ??= setInterval(() => this.beat(), BEAT_MS).unref();
  }

  private beat(): void {
    if (this.running.size === 0 && this.toHide.size === 0) {
      if (this.beating) clearInterval(this.beating);
      this.beating = null;
      return;
    }
    for (const [id, running] of this.running) {
      if (running.deliveredBytes() !== running.toldBytes) this.changed.add(id);
    }
    void this.tell();
  }

  /** Shows what has changed and follows what is asked. One at a time; whatever fails is told with the next beat. */
  private async tell(): Promise<void> {
    if (this.isTelling || this.isClosed) return;
    this.isTelling = true;
    const set = [...this.changed].flatMap((id) => this.textOf(id));
    const remove = [...this.toHide];
    this.changed.clear();
    this.toHide.clear();
    for (const [id] of set) this.shown.add(id);
    try {
      const beat = { owner: this.owner, ttlMs: OWNER_TTL_MS, set, remove };
      this.hear(await withTimeout(this.options.presence.beat(beat), ANSWER_TIMEOUT_MS), set.length);
    } catch (error) {
      this.options.logger.debug({ err: error }, "the other replicas cannot be told what is in flight");
      this.startAnew();
    } finally {
      this.isTelling = false;
    }
  }

  /** Nobody knows what of it was heard: all is told under a new name, and what stands under the old one dies with it. */
  private startAnew(): void {
    this.owner = randomUUID();
    this.shown.clear();
    this.toHide.clear();
    for (const id of this.running.keys()) this.changed.add(id);
  }

  private textOf(id: string): [string, string][] {
    const running = this.running.get(id);
    if (!running) return [];
    const request = current(running);
    running.toldBytes = request.responseBytes;
    return [[id, JSON.stringify(request)]];
  }

  private hear({ isNew, calls }: Heard, told: number): void {
    // Where nobody knew this process, the rest of what it serves is not known either.
    if (isNew && this.running.size > told) {
      for (const id of this.running.keys()) this.changed.add(id);
    }
    const before = this.heard;
    this.heard = new Set(calls.map(({ id }) => id));
    for (const { id, text } of calls) {
      const order = before.has(id) ? null : EndOrder.safeParse(parseJson(text));
      if (order?.success) this.follow(order.data);
    }
  }

  private follow({ sessionKeys, at }: EndOrder): void {
    const keys = new Set(sessionKeys);
    for (const running of this.running.values()) {
      const { sessionKey, startedAt } = running.facts;
      if (running.isTerminated || sessionKey === null || !keys.has(sessionKey) || startedAt > at) continue;
      running.isTerminated = true;
      running.terminate();
    }
  }
}

const nothing = () => 0;

function current({ facts, providerId, attempt, firstByteMs, deliveredBytes }: Running): InFlightRequest {
  // The spread stands last: V8 gives an object that goes on behind one a slow shape of its own.
  return { providerId, attempt, firstByteMs, responseBytes: deliveredBytes(), ...facts };
}

function requestOf({ text }: Note): InFlightRequest[] {
  const parsed = InFlightRequest.safeParse(parseJson(text));
  return parsed.success ? [parsed.data] : [];
}
