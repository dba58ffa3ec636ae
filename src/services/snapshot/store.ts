import "server-only";
import { LOADERS } from "./load";
import type { LoadContext } from "./load-context";
import type { Snapshot, SnapshotPart } from "./snapshot";

/** Which part each table feeds. The names are those the database's triggers announce. */
const PART_OF_TABLE: Readonly<Record<string, SnapshotPart>> = {
  users: "callers",
  api_keys: "callers",
  providers: "providers",
  model_prices: "prices",
  settings: "settings",
  error_rules: "errorRules",
  request_filters: "requestFilters",
  sensitive_words: "sensitiveWords",
};

const PARTS = Object.keys(LOADERS) as SnapshotPart[];

const RETRY_DELAY_MS = 1_000;

/**
 * Holds the current snapshot and reloads the parts that changed. Loads of one part never overlap, and a reload
 * asked for while one runs starts after it, so that the newest state always wins.
 */
export class SnapshotStore {
  private snapshot: Snapshot | null = null;
  private readonly loading = new Map<SnapshotPart, { running: Promise<void>; next: Promise<void> | null }>();
  private readonly listeners = new Set<(part: SnapshotPart) => void>();
  private readonly loadedAt = new Map<SnapshotPart, number>();
  private closed = false;

  constructor(private readonly context: LoadContext) {}

  /** @throws {Error} before `loadAll` has succeeded once */
  get current(): Snapshot {
    if (!this.snapshot) throw new Error("the snapshot is not loaded yet");
    return this.snapshot;
  }

  get isLoaded(): boolean {
    return this.snapshot !== null;
  }

  async loadAll(): Promise<void> {
    const { context } = this;
    const [callers, providers, prices, settings, errorRules, requestFilters, sensitiveWords] =
      await Promise.all([
        LOADERS.callers(context),
        LOADERS.providers(context),
        LOADERS.prices(context),
        LOADERS.settings(context),
        LOADERS.errorRules(context),
        LOADERS.requestFilters(context),
        LOADERS.sensitiveWords(context),
      ]);
    const rules = { errorRules, requestFilters, sensitiveWords };
    this.snapshot = { callers, providers, prices, settings, ...rules };
    for (const part of PARTS) this.announce(part);
  }

  /** Since when (epoch ms) a part is as it is, and whether it is being loaded anew. */
  stateOf(part: SnapshotPart): { readonly loadedAt: number; readonly isLoading: boolean } {
    return { loadedAt: this.loadedAt.get(part) ?? 0, isLoading: this.loading.has(part) };
  }

  /** Resolves when the snapshot shows everything that was committed before the call. */
  async refresh(...parts: readonly SnapshotPart[]): Promise<void> {
    await Promise.all(parts.map((part) => this.reload(part)));
  }

  /** A table changed somewhere (null: anything may have). Reloads until it has worked. */
  onTableChanged(table: string | null): void {
    const part = table === null ? undefined : PART_OF_TABLE[table];
    for (const changed of part ? [part] : PARTS) void this.reloadUntilDone(changed);
  }

  /** Calls `listener` after each reload with the part that is new. Returns how to stop that. */
  onChange(listener: (part: SnapshotPart) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
  }

  private async reloadUntilDone(part: SnapshotPart): Promise<void> {
    while (!this.closed) {
      try {
        return await this.reload(part);
      } catch (error) {
        this.context.logger.warn({ part, err: error }, "the snapshot could not be reloaded; trying again");
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS).unref());
      }
    }
  }

  private reload(part: SnapshotPart): Promise<void> {
    const state = this.loading.get(part);
    if (state) {
      // What runs may have read before the change; one more load, shared by all who ask meanwhile, has not.
      state.next ??= state.running.catch(() => {}).then(() => this.startLoad(part));
      return state.next;
    }
    return this.startLoad(part);
  }

  private startLoad<Part extends SnapshotPart>(part: Part): Promise<void> {
    const running = this.load(part);
    const state = { running, next: null };
    this.loading.set(part, state);
    const done = () => {
      if (this.loading.get(part) === state && state.next === null) this.loading.delete(part);
    };
    running.then(done, done);
    return running;
  }

  private async load<Part extends SnapshotPart>(part: Part): Promise<void> {
    const value = await LOADERS[part](this.context);
    this.snapshot = { ...this.current, [part]: value };
    this.announce(part);
  }

  private announce(part: SnapshotPart): void {
    this.loadedAt.set(part, Date.now());
    for (const listener of this.listeners) listener(part);
  }
}
