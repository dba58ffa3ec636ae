import { connect, type Socket } from "node:net";

/** One stream as a client saw it. */
export interface Stream {
  readonly firstByteMs: number;
  readonly longestGapMs: number;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const OK = "HTTP/1.1 200 ";
/** What ends every answer: the dialect's last event, and the last chunk of the transfer coding. */
const END = /event: message_stop\r?\ndata: \{"type":"message_stop"\}\n\n\r\n0\r\n\r\n$/;
const TAIL_BYTES = 200;

/** A kept-alive connection that asks and times answers, without an HTTP client's own work. */
export class StreamReader {
  private readonly socket: Socket;

  constructor(private readonly url: URL) {
    this.socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  }

  close(): void {
    this.socket.destroy();
  }

  /** @throws {Error} at an answer that is wrong, incomplete or no stream */
  read(headers: Readonly<Record<string, string>>, body: string): Promise<Stream> {
    const { socket } = this;
    const lines = Object.entries({ ...headers, host: this.url.host, "content-length": body.length });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    return new Promise((resolve, reject) => {
      const startedAt = performance.now();
      let lastAt = startedAt;
      let firstByteMs = 0;
      let longestGapMs = 0;
      let tail = Buffer.alloc(0);
      const onData = (data: Buffer) => {
        const now = performance.now();
        tail = Buffer.concat([tail, data]);
        if (firstByteMs === 0) {
          const headEnd = tail.indexOf(HEAD_END);
          if (headEnd === -1 || headEnd + HEAD_END.length === tail.length) return;
          if (!tail.toString("latin1").startsWith(OK)) return stop(wrong(tail));
          firstByteMs = now - startedAt;
        } else longestGapMs = Math.max(longestGapMs, now - lastAt);
        lastAt = now;
        tail = tail.subarray(-TAIL_BYTES);
        if (END.test(tail.toString("latin1"))) stop();
      };
      const stop = (error?: Error) => {
        socket.off("data", onData).off("error", stop).off("close", onClose);
        if (error) reject(error);
        else resolve({ firstByteMs, longestGapMs });
      };
      const onClose = () => stop(wrong(tail));
      socket.on("data", onData).once("error", stop).once("close", onClose);
      socket.write(`POST /v1/messages HTTP/1.1\r\n${head}\r\n${body}`);
    });
  }
}

function wrong(received: Buffer): Error {
  return new Error(`a slow stream ended in ${received.subarray(0, 500).toString()}`);
}
