import type { Provider } from "@/domain/provider/provider";
import { memberCuts } from "@/lib/json-elements";
import { findMember, outlineJson } from "@/lib/json-outline";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "@/services/upstream/body-change";
import { memberRemovals } from "@/services/upstream/remove-members";
import type { Rectifier } from "./rectifier";

/**
 * Providers that refuse a request in which the hub asks for the usage of its stream: old or strict servers. They are
 * remembered as long as nobody edits them, and their streams are billed by estimates.
 */
const refusing = new WeakSet<Provider>();

/** Whether a provider may be asked for the usage of a stream whose client did not. */
export function mayAskForUsage(provider: Provider): boolean {
  return !refusing.has(provider);
}

/** Has a provider that refused the question not be asked again. */
export function rememberRefusal(provider: Provider): void {
  refusing.add(provider);
}

/** What servers say that do not know the option, or no options at all. */
export const USAGE_QUESTION: Rectifier = {
  name: "stream-usage",
  protocols: ["openai-chat"],
  complaint: /stream_options|include_usage/,
  onlyTranslated: false,
  changes: withoutUsageQuestion,
};

/** Takes the question out of a body that has it; the other options stay. */
export function withoutUsageQuestion(body: JsonBody): BodyChange[] {
  const { bytes, outline } = body;
  const options = findMember(outline, "stream_options");
  if (!options) return [];
  const inner = outlineOfObject(bytes.subarray(options.start, options.end));
  if (!findMember(inner, "include_usage")) return [];
  if (inner.length === 1) return memberRemovals(body, ["stream_options"]);
  const cuts = memberCuts(bytes, inner, (key) => key !== "include_usage", options.start);
  return cuts.map((range) => ({ ...range, text: "" }));
}

function outlineOfObject(bytes: Buffer) {
  return bytes.toString("latin1", 0, 1) === "{" ? outlineJson(bytes) : [];
}
