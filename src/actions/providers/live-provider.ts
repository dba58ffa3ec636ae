import type { Provider } from "@/domain/provider/provider";
import type { Runtime } from "@/services/runtime/runtime";
import { providerNotFound } from "./not-found";

/** @throws {AppError} `NOT_FOUND` */
export function liveProvider(providerId: number, { snapshot }: Pick<Runtime, "snapshot">): Provider {
  const provider = snapshot.current.providers.byId.get(providerId);
  if (!provider) throw providerNotFound(providerId);
  return provider;
}
