import type { UpdateProvider } from "@/domain/provider/schema";
import { changedFields } from "@/ui/patterns/changed-fields";
import type { ProviderValues } from "./provider-values";

/** The fields of `parsed` whose value in the form was changed. The form's `keeps_proxy` is about the server's `proxy_url`. */
export function changedProviderFields(
  before: ProviderValues,
  after: ProviderValues,
  parsed: UpdateProvider,
): UpdateProvider {
  return changedFields(parsed, before, after, (name) => (name === "keeps_proxy" ? "proxy_url" : name));
}
