import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ContentCodingError, type ExpandLimits, expandBody } from "./content-coding";

const MIB = 1024 * 1024;
const limits: ExpandLimits = { maxBytes: MIB, take: () => true };
const text = JSON.stringify({ text: "hello ".repeat(500) });
const bytes = Buffer.from(text);

/** `{"model":"claude-sonnet-4-5", …}` with 400 words, through `zstd -3` from a pipe, with its checksum. */
const ZSTD = Buffer.from(
  "KLUv/QRY5QUAIokdHmBF1AbgSNQmpoTUUfv2g0oQpDARin7ZmaJIDIIQJZEhuqqqqmZmZmZmIiIiIiJhIAgoiSYiyuHF8VqbONU64Jfe2DbGzM+4s/380nexc6hw6b2IpXubn4HgpTdbBbcDwNL8jCtHcrRljPtY9SyL+aWvVdwcCiYgcJOSD4Hhe4BvMEOMG8yQcQcbctxgh4w72JDjGixhCMK4o8GMhhSOIxxscIjguMARgLzGitxtTORdY0XG3ZpWnwEZdz8o",
  "base64",
);

/** A frame of run-length blocks: 4 bytes each for 128 KiB. `windowLog` sets the window to 2^windowLog bytes. */
function zstdOfRuns(blocks: number, { windowLog = 20, runBytes = 128 * 1024 } = {}): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (windowLog - 10) << 3]);
  const block = (isLast: boolean) => {
    const buffer = Buffer.alloc(4);
    buffer.writeUIntLE((runBytes << 3) | (1 << 1) | Number(isLast), 0, 3);
    buffer[3] = 0x61;
    return buffer;
  };
  return Buffer.concat([header, ...Array.from({ length: blocks }, (_, n) => block(n === blocks - 1))]);
}

async function reasonOf(body: Buffer, coding: string, given: Partial<ExpandLimits> = {}) {
  try {
    await expandBody(body, coding, { ...limits, ...given });
    return "expanded";
  } catch (error) {
    if (error instanceof ContentCodingError) return error.reason;
    throw error;
  }
}

describe("expandBody", () => {
  it.each([
    ["gzip", gzipSync(bytes)],
    ["X-GZIP", gzipSync(bytes)],
    ["br", brotliCompressSync(bytes)],
    ["deflate", deflateSync(bytes)],
    ["deflate", deflateRawSync(bytes)],
    ["gzip, br", brotliCompressSync(gzipSync(bytes))],
    ["identity, gzip", gzipSync(bytes)],
    ["gzip", Buffer.concat([gzipSync(bytes.subarray(0, 10)), gzipSync(bytes.subarray(10))])],
  ])("undoes %s", async (coding, body) => {
    expect((await expandBody(body, coding, limits)).toString()).toBe(text);
  });

  it("undoes zstd, in several frames and with skippable ones between", async () => {
    const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const body = Buffer.concat([skippable, ZSTD, skippable, ZSTD, zstdOfRuns(2, { runBytes: 3 })]);
    const once = (await expandBody(ZSTD, "zstd", limits)).toString();
    expect(JSON.parse(once)).toMatchObject({ model: "claude-sonnet-4-5", max_tokens: 10 });
    expect((await expandBody(body, "zstd", limits)).toString()).toBe(`${once}${once}aaaaaa`);
  });

  it("gives back the very bytes without a coding", async () => {
    expect(await expandBody(bytes, undefined, limits)).toBe(bytes);
    expect(await expandBody(bytes, "identity", limits)).toBe(bytes);
  });

  it.each([
    ["gzip", gzipSync(bytes).subarray(0, -9)],
    ["gzip", bytes],
    ["br", bytes],
    ["deflate", bytes],
    ["gzip", Buffer.alloc(0)],
    ["zstd", Buffer.alloc(0)],
    ["zstd", bytes],
    ["zstd", ZSTD.subarray(0, -5)],
    ["zstd", ZSTD.subarray(0, 20)],
    ["zstd", ZSTD.subarray(0, 5)],
    ["gzip, br", gzipSync(bytes)],
  ])("calls broken %s data invalid", async (coding, body) => {
    expect(await reasonOf(body, coding)).toBe("invalid");
  });

  it("survives every one-bit change of zstd data", async () => {
    for (let bit = 0; bit < ZSTD.length * 8; bit += 5) {
      const changed = Buffer.from(ZSTD);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(["expanded", "invalid", "too-large"]).toContain(await reasonOf(changed, "zstd"));
    }
  });

  it.each(["compress", "snappy", "__proto__", "gzip, gzip, gzip"])("does not undo %s", async (coding) => {
    expect(await reasonOf(gzipSync(bytes), coding)).toBe("unsupported");
  });

  it("43: stops bombs at the bound without expanding them", async () => {
    const bomb = Buffer.alloc(64 * MIB);
    const bombs: [string, Buffer][] = [
      ["gzip", gzipSync(bomb)],
      ["deflate", deflateSync(bomb)],
      ["br", brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
      ["gzip, gzip", gzipSync(gzipSync(bomb))],
      ["zstd", zstdOfRuns(2_000)],
    ];
    for (const [coding, body] of bombs) {
      let taken = 0;
      const take = (size: number) => {
        taken += size;
        return true;
      };
      expect(await reasonOf(body, coding, { take })).toBe("too-large");
      expect(taken).toBeLessThan(3 * MIB);
    }
  });

  it("43: refuses a zstd window larger than content codings may have, before it is allocated", async () => {
    expect(await reasonOf(zstdOfRuns(1, { windowLog: 24 }), "zstd")).toBe("invalid");
    expect(await reasonOf(zstdOfRuns(1, { windowLog: 23 }), "zstd")).toBe("expanded");
  });

  it("43: refuses a flood of tiny zstd blocks in a large window soon, and lets others run meanwhile", async () => {
    const startedAt = performance.now();
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    expect(await reasonOf(zstdOfRuns(100_000, { windowLog: 23, runBytes: 1 }), "zstd")).toBe("invalid");
    clearInterval(timer);
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(turns).toBeGreaterThan(3);
  });

  it("asks for room for what it keeps", async () => {
    expect(await reasonOf(gzipSync(bytes), "gzip", { take: () => false })).toBe("no-room");
  });
});
