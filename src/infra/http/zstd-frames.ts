/**
 * RFC 9659 §3: the window of Zstandard used as a content coding is at most 8 MB. It also bounds what a header alone can
 * make the decoder allocate.
 */
const MAX_WINDOW_BYTES = 8 * 1024 * 1024;

const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAX_BLOCK_BYTES = 128 * 1024;
const CHECKSUM_BYTES = 4;

/** A frame's header or one of its blocks, from `start` to `end` (exclusive). The checksum belongs to the last block. */
export type ZstdPart =
  | {
      readonly kind: "header";
      readonly start: number;
      readonly end: number;
      readonly windowBytes: number;
    }
  | {
      readonly kind: "block";
      readonly start: number;
      readonly end: number;
      /** It ends its frame. */
      readonly isLast: boolean;
    };

/**
 * The parts of Zstandard data (RFC 8878 §3.1) by their lengths alone; nothing is decoded. Skippable frames are left out.
 *
 * @throws {RangeError} where the data is not whole frames, or a window too large
 */
export function* zstdParts(bytes: Buffer): Generator<ZstdPart> {
  let at = 0;
  if (bytes.length === 0) throw new RangeError("no frame");
  while (at < bytes.length) {
    const magic = bytes.readUInt32LE(at);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
      at = within(bytes, at + 8 + bytes.readUInt32LE(at + 4));
      continue;
    }
    if (magic !== MAGIC) throw new RangeError(`no frame at byte ${at}`);
    const header = readHeader(bytes, at);
    yield { kind: "header", start: at, end: header.end, windowBytes: header.windowBytes };
    at = header.end;
    for (let isLast = false; !isLast; ) {
      const block = readBlock(bytes, at);
      isLast = block.isLast;
      const end = within(bytes, block.end + (isLast && header.hasChecksum ? CHECKSUM_BYTES : 0));
      yield { kind: "block", start: at, end, isLast };
      at = end;
    }
  }
}

/** §3.1.1.1 */
function readHeader(bytes: Buffer, start: number) {
  const descriptor = bytes.readUInt8(start + 4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number;
  if (dictionaryBytes > 0) throw new RangeError("it needs a dictionary");
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
  const sizeAt = start + 5 + (isSingleSegment ? 0 : 1);
  const windowBytes = isSingleSegment
    ? readContentSize(bytes, sizeAt, sizeBytes)
    : readWindow(bytes.readUInt8(start + 5));
  if (windowBytes > MAX_WINDOW_BYTES) throw new RangeError(`its window of ${windowBytes} bytes is too large`);
  return {
    end: within(bytes, sizeAt + sizeBytes),
    windowBytes,
    hasChecksum: (descriptor & 4) !== 0,
  };
}

function readWindow(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function readContentSize(bytes: Buffer, at: number, length: number): number {
  switch (length) {
    case 1:
      return bytes.readUInt8(at);
    case 2:
      return bytes.readUInt16LE(at) + 256;
    case 4:
      return bytes.readUInt32LE(at);
    default:
      return Number(bytes.readBigUInt64LE(at));
  }
}

/** §3.1.1.2 */
function readBlock(bytes: Buffer, start: number) {
  const header = bytes.readUIntLE(start, 3);
  const type = (header >> 1) & 3;
  const size = header >> 3;
  if (type === 3) throw new RangeError("a block of the reserved type");
  if (size > MAX_BLOCK_BYTES) throw new RangeError(`a block of ${size} bytes`);
  const isRunLength = type === 1;
  return { isLast: (header & 1) === 1, end: within(bytes, start + 3 + (isRunLength ? 1 : size)) };
}

function within(bytes: Buffer, at: number): number {
  if (at > bytes.length) throw new RangeError("it ends too early");
  return at;
}
