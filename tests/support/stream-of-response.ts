import type { Part } from "@/protocols/ir/part";
import type { IrResponse } from "@/protocols/ir/response";
import type { StreamPart } from "@/protocols/ir/stream-part";

/** An answer as the parts of a stream, its texts in pieces of `pieceLength`. */
export function streamOfResponse(response: IrResponse, pieceLength: number): StreamPart[] {
  const { id, model, candidates, usage } = response;
  const parts = candidates.flatMap(({ index, parts: content, finish }): StreamPart[] => [
    ...content.flatMap((part, block) => partsOf(part, index * 1_000 + block, index, pieceLength)),
    { kind: "finish", candidate: index, finish },
  ]);
  return [{ kind: "start", id, model, usage: null }, ...parts, { kind: "end", usage }];
}

function partsOf(part: Part, block: number, candidate: number, pieceLength: number): StreamPart[] {
  const place = { block, candidate };
  switch (part.kind) {
    case "text":
      return [
        { kind: "text-start", ...place },
        ...pieces(part.text, pieceLength).map((text): StreamPart => ({ kind: "text-delta", block, text })),
        ...part.citations.map((citation): StreamPart => ({ kind: "citation", block, citation })),
        { kind: "text-end", block, own: part.own },
      ];
    case "refusal":
      return [
        { kind: "refusal-start", ...place },
        ...pieces(part.text, pieceLength).map((text): StreamPart => ({ kind: "refusal-delta", block, text })),
        { kind: "refusal-end", block },
      ];
    case "reasoning":
      return [
        { kind: "reasoning-start", ...place, isRedacted: part.isRedacted },
        ...pieces(part.text, pieceLength).map(
          (text): StreamPart => ({ kind: "reasoning-delta", block, text }),
        ),
        { kind: "reasoning-end", block, opaque: part.opaque },
      ];
    case "tool-call": {
      const { id, name, form, opaque } = part;
      return [
        { kind: "tool-input-start", ...place, id, name, form, opaque },
        ...pieces(part.input, pieceLength).map(
          (text): StreamPart => ({ kind: "tool-input-delta", block, text }),
        ),
        { kind: "tool-input-end", block },
      ];
    }
    case "media": {
      const data = part.source.kind === "base64" ? part.source.data : "";
      return [{ kind: "media", ...place, mediaType: part.mediaType ?? "", data }];
    }
    case "opaque":
      return [{ kind: "opaque", ...place, what: part.what, opaque: part.opaque }];
    case "tool-result":
      return [];
  }
}

function pieces(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
    text.slice(at * length, (at + 1) * length),
  );
}
