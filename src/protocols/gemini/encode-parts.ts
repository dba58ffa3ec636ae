import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { OpaquePart, Part, ReasoningPart, TextPart, ToolCallPart } from "../ir/part";
import { idMember } from "./call-ids";
import { callArguments, hasObjectInput } from "./encode-call";
import { encodeMedia } from "./encode-media";
import { isObject } from "./read-wire";
import { ownSignature } from "./thought-signature";
import type { ToolNames } from "./tool-names";

/** Turns the parts of one turn into parts of the wire, all but results of tools. */
export class PartEncoder {
  private readonly wire: JsonObject[] = [];
  /** A signature that belongs to the part behind it. */
  private pending: string | null = null;

  constructor(
    private readonly names: ToolNames,
    private readonly losses: LossList,
  ) {}

  encode(parts: readonly Part[]): readonly JsonObject[] {
    for (const part of parts) this.add(part);
    this.flush();
    return this.wire;
  }

  private add(part: Part): void {
    switch (part.kind) {
      case "text":
        this.addText(part);
        break;
      case "refusal":
        this.push({ text: part.text });
        break;
      case "reasoning":
        this.addReasoning(part);
        break;
      case "tool-call":
        this.addCall(part);
        break;
      case "media":
        this.push(encodeMedia(part, this.losses));
        break;
      case "opaque":
        this.addOpaque(part);
        break;
      case "tool-result":
        // Results stand behind their calls; whoever orders the contents puts them there.
        break;
    }
  }

  private addOpaque({ what, opaque }: OpaquePart): void {
    if (opaque.protocol === "gemini" && isObject(opaque.value)) this.push(opaque.value);
    else this.losses.dropped("opaque-content", what);
  }

  private addText(part: TextPart): void {
    if (part.citations.length > 0) this.losses.dropped("citations");
    // The API refuses parts that say nothing.
    if (part.text !== "") this.push({ text: part.text, ...ownFieldsOf(part.own, "gemini") });
  }

  private addReasoning(part: ReasoningPart): void {
    const signature = ownSignature(part.opaque);
    const fields = ownFieldsOf(part.own, "gemini");
    if (part.text === "" && signature !== null) {
      this.flush();
      this.pending = signature;
      if (fields.text === "") this.flush();
    } else if (signature !== null || fields.thought === true) {
      this.flush();
      this.wire.push({ text: part.text, thought: true, ...fields, ...signed(signature) });
    } else {
      if (part.text !== "") this.losses.dropped("reasoning-content");
      if (part.opaque !== null) this.losses.dropped("opaque-content", `reasoning of ${part.opaque.protocol}`);
    }
  }

  private addCall(part: ToolCallPart): void {
    const own = ownSignature(part.opaque);
    if (own !== null) {
      this.flush();
      this.pending = own;
    } else if (part.opaque !== null) {
      this.losses.dropped("opaque-content", `call of ${part.opaque.protocol}`);
    }
    if (!hasObjectInput(part)) this.losses.approximated("tool-schema", "arguments that are no JSON object");
    const functionCall = {
      name: this.names.wireName(part.name),
      args: callArguments(part),
      ...idMember(part.id),
    };
    this.push({ functionCall, ...ownFieldsOf(part.own, "gemini") });
  }

  private push(part: JsonObject): void {
    this.wire.push(this.pending === null ? part : { ...part, ...signed(this.pending) });
    this.pending = null;
  }

  /** A signature with nothing behind it stands alone, as Gemini's streams end. */
  private flush(): void {
    if (this.pending !== null) this.push({ text: "" });
  }
}

function signed(thoughtSignature: string | null): JsonObject {
  return thoughtSignature === null ? {} : { thoughtSignature };
}
