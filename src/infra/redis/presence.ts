import { randomUUID } from "node:crypto";
import type { Beat, Heard, Note, Presence } from "@/infra/presence/port";
import type { Redis } from "./client";
import { RedisScript } from "./script";
import { BEAT_LUA } from "./scripts/beat.lua";
import { CALL_LUA } from "./scripts/call.lua";
import { READ_PRESENCE_LUA } from "./scripts/read-presence.lua";

const BEAT = new RedisScript(BEAT_LUA);
const CALL = new RedisScript(CALL_LUA);
const READ = new RedisScript(READ_PRESENCE_LUA);

const ID_LENGTH = randomUUID().length;

/** The shared implementation: two hashes, a sorted set, one script per call. Times out nowhere; who uses it does. */
export class RedisPresence implements Presence {
  private readonly notesKey: string;
  private readonly ownersKey: string;
  private readonly callsKey: string;

  /** @param name distinguishes this group from others on the server */
  constructor(
    private readonly redis: Redis,
    name: string,
  ) {
    this.notesKey = `p:${name}`;
    this.ownersKey = `p:${name}:owners`;
    this.callsKey = `p:${name}:calls`;
  }

  async beat({ owner, ttlMs, set, remove }: Beat): Promise<Heard> {
    const request = {
      ...{ owner, ttlMs },
      set: set.flatMap(([name, text]) => [noteName(owner, name), text]),
      remove: remove.map((name) => noteName(owner, name)),
    };
    const keys = [this.notesKey, this.ownersKey, this.callsKey];
    const [isNew, calls] = (await BEAT.run(this.redis, keys, request)) as [0 | 1, string[]];
    return {
      isNew: isNew === 1,
      calls: calls.map((call) => ({ id: call.slice(0, ID_LENGTH), text: call.slice(ID_LENGTH) })),
    };
  }

  async readAll(): Promise<Note[]> {
    const flat = (await READ.run(this.redis, [this.notesKey, this.ownersKey], {})) as string[];
    const notes: Note[] = [];
    for (let at = 0; at + 1 < flat.length; at += 2) {
      const [owner = "", ...name] = (flat[at] ?? "").split(" ");
      notes.push({ owner, name: name.join(" "), text: flat[at + 1] ?? "" });
    }
    return notes;
  }

  async call(text: string, ttlMs: number): Promise<void> {
    await CALL.run(this.redis, [this.callsKey], { call: randomUUID() + text, ttlMs });
  }
}

const noteName = (owner: string, name: string) => `${owner} ${name}`;
