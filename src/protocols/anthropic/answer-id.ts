import type { AnswerFacts } from "../ir/codec";

const PREFIX = "msg_";

/** The id of a message: the upstream's where it is one of Anthropic's, else one made of the request's. */
export function answerId(upstreamId: string | null, facts: AnswerFacts): string {
  return upstreamId?.startsWith(PREFIX) ? upstreamId : `${PREFIX}${facts.requestId}`;
}
