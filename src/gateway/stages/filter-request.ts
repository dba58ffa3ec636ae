import { MAX_REQUEST_BODY_BYTES } from "@/config/limits";
import { GatewayError } from "@/domain/gateway-error";
import type { Provider } from "@/domain/provider/provider";
import { type CompiledFilter, filtersFor } from "@/domain/request-filters/compile";
import { changeHeader } from "@/domain/request-filters/header-change";
import type { RawHeaders } from "@/infra/http/headers";
import type { Caller } from "@/services/auth/caller";
import type { GatewayDeps } from "../deps";
import type { GatewayRequest } from "../types";
import { admitModel } from "./admit-client";
import { understand } from "./read-request";

type FilterDeps = Pick<GatewayDeps, "snapshot" | "logger">;

/**
 * The request with the filters that hold for every provider. What they make of it is the request from then on: the
 * guard of models, routing and prices go by the model that stands in it afterwards.
 *
 * @throws {GatewayError} `model_not_allowed`, `model_missing`
 */
export function filterRequest(request: GatewayRequest, caller: Caller, deps: FilterDeps): GatewayRequest {
  const filtered = applyFilters(request, deps.snapshot.current.requestFilters.global, deps);
  const { model } = filtered.envelope;
  if (model === request.envelope.model) return filtered;
  if (model === null && request.inbound.endpoint.needsModel) {
    throw new GatewayError("model_missing", "A request filter took the model away. Tell an admin.");
  }
  admitModel(filtered, caller);
  return filtered;
}

/**
 * The request as one provider gets it, with the filters bound to it or to its groups. It is made anew for each attempt
 * and leaves `request` as it is, so that nothing reaches another provider. The provider's own rules (redirects,
 * overrides) apply to what the filters made of it.
 */
export function filterForProvider(
  request: GatewayRequest,
  provider: Provider,
  deps: FilterDeps,
): GatewayRequest {
  return applyFilters(request, filtersFor(deps.snapshot.current.requestFilters, provider), deps);
}

function applyFilters(
  request: GatewayRequest,
  filters: readonly CompiledFilter[],
  { logger }: FilterDeps,
): GatewayRequest {
  if (filters.length === 0) return request;
  const { inbound, body } = request;
  let headers: RawHeaders = inbound.headers;
  let bytes = body.bytes;
  for (const { id, change } of filters) {
    try {
      if (change.scope === "header") headers = changeHeader(headers, change.header);
      else if (body.outline.length > 0) bytes = change.body(bytes, MAX_REQUEST_BODY_BYTES);
    } catch (error) {
      // One filter that meets a body it cannot change must not stop the hub.
      logger.warn({ requestId: inbound.id, filterId: id, err: error }, "a request filter was skipped");
    }
  }
  const changed = headers === inbound.headers ? inbound : { ...inbound, headers };
  return bytes === body.bytes ? { ...request, inbound: changed } : understand(changed, bytes);
}
