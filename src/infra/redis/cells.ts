import type { Cell, CellsState, CellWrite, SharedCells } from "@/infra/cells/port";
import { DAY_MS } from "@/lib/duration";
import type { Redis } from "./client";
import { RedisScript } from "./script";
import { READ_CELLS_LUA } from "./scripts/read-cells.lua";
import { WRITE_CELL_LUA } from "./scripts/write-cell.lua";

const READ = new RedisScript(READ_CELLS_LUA);
const WRITE = new RedisScript(WRITE_CELL_LUA);

/** Nothing kept here is worth more than this long without any write at all. */
const TTL_MS = 7 * DAY_MS;

/** The shared implementation: one hash, one script, one round trip per call. Times out nowhere; the fallback does. */
export class RedisCells implements SharedCells {
  private readonly keys: readonly string[];

  /** @param name distinguishes these cells from other ones on the server */
  constructor(
    private readonly redis: Redis,
    name: string,
  ) {
    this.keys = [`c:${name}`, `c:${name}:mark`];
  }

  async readAll(knownMark: string | null): Promise<CellsState | null> {
    const result = (await READ.run(this.redis, this.keys, { known: knownMark })) as [string, string[]] | null;
    if (result === null) return null;
    const [mark, flat] = result;
    const cells = new Map<string, Cell>();
    for (let at = 0; at + 1 < flat.length; at += 2) cells.set(flat[at] ?? "", cellFrom(flat[at + 1] ?? ""));
    return { mark, cells };
  }

  async compareAndSet(name: string, expectedVersion: number, value: string): Promise<CellWrite> {
    const request = { name, expected: String(expectedVersion), value, ttlMs: TTL_MS };
    const [written, text] = (await WRITE.run(this.redis, this.keys, request)) as [0 | 1, string | undefined];
    if (written === 1) return { written: true, version: Number(text) };
    return { written: false, current: text === undefined ? null : cellFrom(text) };
  }
}

function cellFrom(text: string): Cell {
  const colon = text.indexOf(":");
  return { version: Number(text.slice(0, colon)), value: text.slice(colon + 1) };
}
