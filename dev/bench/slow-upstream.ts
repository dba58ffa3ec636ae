import { type AddressInfo, createServer, type Socket } from "node:net";
import { recordAnswer } from "../fake-upstream/record-stream";
import { CHUNKS, GAP_MS } from "./slow-answer";

/**
 * An upstream that takes its time: whatever it is asked, it answers with one recorded stream in so many chunks, so far
 * apart. It writes prepared bytes to the socket and parses no more than it must, because what the yardsticks cost
 * themselves is missing to those that are measured.
 */
const { bytes } = recordAnswer({
  dialect: "anthropic",
  script: { text: { repeat: "word ", times: CHUNKS }, chunks: CHUNKS },
  body: { model: "claude-sonnet-4-5", stream: true },
});

/** Holds what stands before the content, and the first of it: providers send both at once. */
const FIRST_CHUNK_BYTES = 900;

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

const chunks = slice(bytes).map((chunk, at) => {
  const framed = [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")];
  if (at === 0) framed.unshift(Buffer.from(HEAD));
  if (at === CHUNKS - 1) framed.push(Buffer.from("0\r\n\r\n"));
  return Buffer.concat(framed);
});

function slice(answer: Buffer): Buffer[] {
  const rest = Math.ceil((answer.length - FIRST_CHUNK_BYTES) / (CHUNKS - 1));
  return Array.from({ length: CHUNKS }, (_, at) =>
    at === 0
      ? answer.subarray(0, FIRST_CHUNK_BYTES)
      : answer.subarray(FIRST_CHUNK_BYTES + (at - 1) * rest, FIRST_CHUNK_BYTES + at * rest),
  );
}

/** Answers each request that has come whole; clients that wait for their answers send one at a time. */
function serve(socket: Socket): void {
  let received = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on("data", (data) => {
    received = received.length === 0 ? data : Buffer.concat([received, data]);
    if (!isWhole(received)) return;
    received = Buffer.alloc(0);
    answer(socket);
  });
  socket.on("error", () => socket.destroy());
}

function isWhole(request: Buffer): boolean {
  const headEnd = request.indexOf("\r\n\r\n");
  if (headEnd === -1) return false;
  const head = request.toString("latin1", 0, headEnd);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) return request.subarray(-5).toString("latin1") === "0\r\n\r\n";
  return request.length >= headEnd + 4 + length;
}

function answer(socket: Socket): void {
  let next = 0;
  const send = () => {
    if (socket.destroyed) return;
    socket.write(chunks[next++] ?? "");
    if (next < chunks.length) setTimeout(send, GAP_MS);
  };
  send();
}

const server = createServer(serve).listen(0, "127.0.0.1", () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
