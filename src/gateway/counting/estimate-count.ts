import { GatewayError } from "@/domain/gateway-error";
import { decodeClientRequest } from "@/protocols/client-side";
import { codecOf } from "@/protocols/codecs";
import { type Countable, countableOf } from "@/protocols/countable-text";
import { TranslationError } from "@/protocols/ir/translation-error";
import { clientSide } from "../forwarding/translate-for";
import { REQUEST_ID_HEADER } from "../responding/response-headers";
import type { Exchange, GatewayRequest, Reply } from "../types";
import { countTextTokens } from "./count-text-tokens";

/** Says that the number is the hub's guess and no vendor's count. */
export const ESTIMATED_HEADER = ["x-cch-token-count", "estimated"] as const;

/** What no tokenizer sees: a picture of common size, a file of a few pages, the frame around a tool or a turn. */
const TOKENS = { perImage: 1_000, perFile: 2_000, perTool: 12, perTurn: 4 } as const;

/** Failures that say no more than that a provider cannot be asked how many tokens a request has. */
const NOBODY_COUNTS: ReadonlySet<string> = new Set(["untranslatable_request", "upstream_not_found"]);

/** The same, and that nobody was there to be asked. */
const NOBODY_IS_THERE: ReadonlySet<string> = new Set([
  ...NOBODY_COUNTS,
  "no_available_provider",
  "upstream_rate_limited",
]);

/** Whether a count that no provider gave is the hub's to guess. */
export function mayEstimate({ request, trail }: Exchange, failure: GatewayError): boolean {
  if (request.inbound.endpoint.kind !== "count" || !NOBODY_IS_THERE.has(failure.code)) return false;
  return trail.failed.every(({ verdict }) => NOBODY_COUNTS.has(verdict.code));
}

/**
 * The answer to a question for tokens, guessed by the hub.
 *
 * @throws {GatewayError} `invalid_request`
 */
export async function estimatedReply(request: GatewayRequest): Promise<Reply & { readonly body: Buffer }> {
  const { inbound } = request;
  const { count } = codecOf(inbound.protocol);
  // Every endpoint that counts is one of a protocol that does.
  if (!count) throw new GatewayError("route_not_found", `There is nothing at ${inbound.path}.`);
  const countable = readCountable(request);
  const tokens = (await countTextTokens(countable.texts)) + guessed(countable);
  const body = Buffer.from(JSON.stringify(count.encodeAnswer(tokens)));
  const headers = [
    ...["content-type", "application/json; charset=utf-8"],
    ...["content-length", String(body.byteLength)],
    ...ESTIMATED_HEADER,
    ...["request-id", inbound.id, "x-request-id", inbound.id, REQUEST_ID_HEADER, inbound.id],
  ];
  return { status: 200, headers, body };
}

function readCountable(request: GatewayRequest): Countable {
  try {
    return countableOf(decodeClientRequest(clientSide(request)).value);
  } catch (error) {
    if (!(error instanceof TranslationError)) throw error;
    throw new GatewayError("invalid_request", `The request is not one of its API: ${error.message}`);
  }
}

function guessed({ images, files, tools, turns }: Countable): number {
  const { perImage, perFile, perTool, perTurn } = TOKENS;
  return images * perImage + files * perFile + tools * perTool + turns * perTurn;
}
