import type { Part } from "./ir/part";
import type { IrResponse } from "./ir/response";
import type { StreamPart } from "./ir/stream-part";

/**
 * An answer in one piece as the stream it might have been, for upstreams that answer so although a stream was asked
 * for.
 */
export function replayResponse({ id, model, candidates, usage }: IrResponse): readonly StreamPart[] {
  let block = 0;
  const parts: StreamPart[] = [{ kind: "start", id, model, usage: null }];
  for (const candidate of candidates) {
    for (const part of candidate.parts) parts.push(...partsOf(part, block++, candidate.index));
    parts.push({ kind: "finish", candidate: candidate.index, finish: candidate.finish });
  }
  parts.push({ kind: "end", usage });
  return parts;
}

function partsOf(part: Part, block: number, candidate: number): readonly StreamPart[] {
  const at = { block, candidate };
  switch (part.kind) {
    case "text":
      return [
        { kind: "text-start", ...at },
        { kind: "text-delta", block, text: part.text },
        ...part.citations.map((citation) => ({ kind: "citation" as const, block, citation })),
        { kind: "text-end", block, own: part.own },
      ];
    case "reasoning":
      return [
        { kind: "reasoning-start", ...at, isRedacted: part.isRedacted },
        ...(part.text === "" ? [] : [{ kind: "reasoning-delta" as const, block, text: part.text }]),
        { kind: "reasoning-end", block, opaque: part.opaque },
      ];
    case "tool-call": {
      const { id, name, form, input, opaque } = part;
      return [
        { kind: "tool-input-start", ...at, id, name, form, opaque },
        { kind: "tool-input-delta", block, text: input },
        { kind: "tool-input-end", block },
      ];
    }
    case "refusal":
      return [
        { kind: "refusal-start", ...at },
        { kind: "refusal-delta", block, text: part.text },
        { kind: "refusal-end", block },
      ];
    case "opaque":
      return [{ kind: "opaque", ...at, what: part.what, opaque: part.opaque }];
    case "media":
      return mediaParts(part, block, candidate);
    case "tool-result":
      // No model answers with one.
      return [];
  }
}

function mediaParts(
  { mediaType, source }: Extract<Part, { kind: "media" }>,
  block: number,
  candidate: number,
): readonly StreamPart[] {
  if (source.kind !== "base64") return [];
  return [{ kind: "media", block, candidate, mediaType: mediaType ?? "image/png", data: source.data }];
}
