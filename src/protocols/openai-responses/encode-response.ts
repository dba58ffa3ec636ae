import type { AnswerFacts, Translated } from "../ir/codec";
import { customToolNames, restoreCustomCalls } from "../ir/custom-tools";
import { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { MediaPart, OpaquePart, Part, ReasoningPart, ToolCallPart } from "../ir/part";
import type { IrResponse } from "../ir/response";
import { encodeCitations } from "./annotations";
import { encodeRefusal } from "./content";
import { isJsonObject } from "./fields";
import { encodeFinish } from "./finish";
import { NamespaceNames } from "./namespaces";
import { callItem, ItemIds, imageItem, messageItem, outputText, reasoningItem } from "./output-items";
import { finishedResponse, responseFrame } from "./response-object";

/** An answer as a `response` object. Of several candidates the first counts: the API has one. */
export function encodeResponse(response: IrResponse, facts: AnswerFacts): Translated<JsonObject> {
  const losses = new LossList();
  const ids = new ItemIds(facts.requestId);
  const [candidate, ...others] = response.candidates;
  if (others.length > 0) losses.dropped("multiple-candidates");
  const parts = restoreCustomCalls(candidate?.parts ?? [], customToolNames(facts.request));
  const output = new OutputEncoder(ids, new NamespaceNames(facts.request), losses).encode(parts);
  const hasRefusal = parts.some((part) => part.kind === "refusal");
  const finish = encodeFinish(candidate?.finish ?? STOP, hasRefusal);
  const frame = responseFrame(ids.response, facts);
  return { value: finishedResponse(frame, finish, output, response.usage), losses: losses.losses };
}

const STOP = { unified: "stop", raw: null, stopSequence: null } as const;

class OutputEncoder {
  private readonly items: JsonObject[] = [];
  private content: JsonObject[] = [];

  constructor(
    private readonly ids: ItemIds,
    private readonly names: NamespaceNames,
    private readonly losses: LossList,
  ) {}

  encode(parts: readonly Part[]): JsonObject[] {
    for (const part of parts) this.add(part);
    this.endMessage();
    return this.items;
  }

  private add(part: Part): void {
    switch (part.kind) {
      case "text": {
        const { text, citations } = part;
        const annotations = encodeCitations(citations, text.length, this.losses);
        this.content.push(outputText(text, annotations));
        break;
      }
      case "refusal":
        this.content.push(encodeRefusal(part));
        break;
      case "reasoning":
        this.addReasoning(part);
        break;
      case "tool-call":
        this.addCall(part);
        break;
      case "media":
        this.addMedia(part);
        break;
      case "opaque":
        this.addOpaque(part);
        break;
      case "tool-result":
        this.losses.dropped("server-tool", "tool result in an answer");
        break;
    }
  }

  private addReasoning({ text, opaque }: ReasoningPart): void {
    this.endMessage();
    this.items.push(reasoningItem(this.ids.next("rs"), text, opaque));
  }

  private addCall(part: ToolCallPart): void {
    this.endMessage();
    // A signature that belongs to the call travels in an item before it, from where it comes back.
    if (part.opaque !== null) this.items.push(reasoningItem(this.ids.next("rs"), "", part.opaque));
    const { id: callId, form, input } = part;
    const id = this.ids.next(form === "custom" ? "ctc" : "fc");
    this.items.push(
      callItem({ id, callId, form, names: this.names.membersFor(part.name) }, "completed", input),
    );
  }

  private addMedia({ source, mediaType }: MediaPart): void {
    if (source.kind !== "base64" || !mediaType?.startsWith("image/")) {
      this.losses.dropped("media", mediaType ?? source.kind);
      return;
    }
    this.endMessage();
    this.items.push(imageItem(this.ids.next("ig"), mediaType, source.data));
  }

  private addOpaque({ what, opaque }: OpaquePart): void {
    if (opaque.protocol !== "openai-responses" || !isJsonObject(opaque.value)) {
      this.losses.dropped("opaque-content", what);
      return;
    }
    this.endMessage();
    this.items.push(opaque.value);
  }

  private endMessage(): void {
    if (this.content.length === 0) return;
    this.items.push(messageItem(this.ids.next("msg"), "completed", this.content));
    this.content = [];
  }
}
