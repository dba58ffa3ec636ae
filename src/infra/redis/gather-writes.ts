import type { Redis } from "./client";

/** So many commands wait for no others: while the hub works off a burst, the server should be at work too. */
const MAX_GATHERED = 16;

const gathered = new WeakMap<Redis["stream"], number>();

/**
 * To be called before a command: those of one turn of the event loop leave in few system calls, which under load saves
 * hub and server more than the wait costs. Unlike in a pipeline, each reply is still taken as it comes.
 */
export function gatherWrites({ stream }: Redis): void {
  // There is none before the first connection.
  if (!stream) return;
  if (gathered.get(stream) === MAX_GATHERED) send(stream);
  const before = gathered.get(stream) ?? 0;
  if (before === 0) {
    stream.cork();
    setImmediate(send, stream);
  }
  gathered.set(stream, before + 1);
}

function send(stream: Redis["stream"]): void {
  gathered.delete(stream);
  stream.uncork();
}
