import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../dev/seeded-random";
import { type RawAnswer, rawRequest, readRaw } from "../support/raw-request";

/** How a client behaves. */
export type Manners = "steady" | "slow-reader" | "slow-sender" | "leaves" | "leaves-while-sending";

export interface ClientRequest {
  readonly url: string;
  readonly key: string;
  readonly userAgent: string;
  readonly body: string;
  readonly manners: Manners;
  readonly random: Random;
}

/** One request, sent and read in a manner. Null when the client left before the end. */
export async function callAs(request: ClientRequest): Promise<RawAnswer | null> {
  const { url, key, userAgent, body, manners, random } = request;
  const sendsSlowly = manners === "slow-sender" || manners === "leaves-while-sending";
  const { outgoing, response, received } = rawRequest({
    ...{ url, key, body: sendsSlowly ? null : body },
    headers: { "user-agent": userAgent },
    reads: manners !== "slow-reader",
  });
  if (sendsSlowly) {
    const bytes = Buffer.from(body);
    const stopsAt = manners === "slow-sender" ? bytes.length : random.between(0, bytes.length - 1);
    outgoing.flushHeaders();
    for (let at = 0; at < stopsAt; at += 50) {
      outgoing.write(bytes.subarray(at, Math.min(at + 50, stopsAt)));
      await sleep(random.between(0, 30));
    }
    if (manners === "slow-sender") outgoing.end();
    else return leave(outgoing);
  }
  if (manners === "leaves") {
    await Promise.race([sleep(random.between(1, 400)), received]);
    return leave(outgoing);
  }
  if (manners !== "slow-reader") return received;
  const incoming = await response.catch(() => null);
  return incoming ? readSlowly(incoming, random) : received;
}

function leave(outgoing: { destroy(): unknown }): null {
  outgoing.destroy();
  return null;
}

async function readSlowly(incoming: IncomingMessage, random: Random): Promise<RawAnswer> {
  const answer = readRaw(incoming);
  for (let pauses = random.between(1, 8); pauses > 0 && !incoming.destroyed; pauses--) {
    incoming.pause();
    await sleep(random.between(10, 200));
    incoming.resume();
    await sleep(5);
  }
  return answer;
}
