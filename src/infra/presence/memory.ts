import { randomUUID } from "node:crypto";
import type { Beat, Call, Heard, Note, Presence } from "./port";

interface Owner {
  readonly notes: Map<string, string>;
  expiresAt: number;
}

/** The in-process implementation: a hub without Redis is a group of one. */
export class MemoryPresence implements Presence {
  private readonly owners = new Map<string, Owner>();
  private calls: (Call & { readonly expiresAt: number })[] = [];

  async beat({ owner, ttlMs, set, remove }: Beat): Promise<Heard> {
    this.sweep();
    const known = this.owners.get(owner);
    const current = known ?? { notes: new Map(), expiresAt: 0 };
    current.expiresAt = Date.now() + ttlMs;
    for (const [name, text] of set) current.notes.set(name, text);
    for (const name of remove) current.notes.delete(name);
    this.owners.set(owner, current);
    return { isNew: !known, calls: this.calls.map(({ id, text }) => ({ id, text })) };
  }

  async readAll(): Promise<Note[]> {
    this.sweep();
    return [...this.owners].flatMap(([owner, { notes }]) =>
      [...notes].map(([name, text]) => ({ owner, name, text })),
    );
  }

  async call(text: string, ttlMs: number): Promise<void> {
    this.sweep();
    this.calls.push({ id: randomUUID(), text, expiresAt: Date.now() + ttlMs });
  }

  private sweep(): void {
    const now = Date.now();
    for (const [name, { expiresAt }] of this.owners) if (expiresAt <= now) this.owners.delete(name);
    this.calls = this.calls.filter(({ expiresAt }) => expiresAt > now);
  }
}
