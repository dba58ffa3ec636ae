const NEWLINE = 0x0a;

/** The lines of a stream of bytes, without their ends. What stands behind the last end is a line too, unless empty. */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
      yield Buffer.concat([...open, rest.subarray(0, end)]);
      open = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) open.push(rest);
  }
  if (open.length > 0) yield Buffer.concat(open);
}
