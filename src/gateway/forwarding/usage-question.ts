import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { adapterOf } from "@/protocols/registry";
import type { Exchange } from "../types";

/**
 * Providers that refuse a request in which the hub asks for the usage of its stream: old or strict servers. They are
 * remembered as long as nobody edits them, and their streams are billed by estimates.
 */
const refusing = new WeakSet<Provider>();

/** Whether a provider may be asked for the usage of a stream whose client did not. */
export function mayAskForUsage(provider: Provider): boolean {
  return !refusing.has(provider);
}

/** What servers say that do not know the option, or no options at all. */
const COMPLAINT = /stream_options|include_usage/;

const REFUSALS: ReadonlySet<number> = new Set([400, 422]);

/**
 * Whether the last attempt failed because of what the hub had added, so that the same provider should get the request
 * once more without it: the client must not be refused for something it never sent.
 */
export function refusedTheQuestion({ request, trail }: Exchange, provider: Provider): boolean {
  const cause = trail.failed.at(-1)?.cause;
  if (cause?.kind !== "status" || !REFUSALS.has(cause.status) || refusing.has(provider)) return false;
  if (!COMPLAINT.test(cause.body.toString("utf8")) || !wasAsked(request, provider)) return false;
  refusing.add(provider);
  return true;
}

function wasAsked({ inbound, body, envelope }: Exchange["request"], { type }: Provider): boolean {
  const { protocol, geminiCliEnvelope } = PROVIDER_TYPE_FACTS[type];
  const { path, query } = inbound;
  const facts = { geminiCliEnvelope, tellsStreamUsage: true };
  return adapterOf(protocol).variantFor({ body, path, query }, envelope.model, facts) !== null;
}
