import { GatewayError } from "@/domain/gateway-error";
import type { Caller } from "@/services/auth/caller";
import type { GatewayRequest } from "../types";

/**
 * Lets a caller use only the clients and models an admin has listed for the user; empty lists allow all.
 *
 * @throws {GatewayError} `client_not_allowed`, `model_not_allowed`
 */
export function admitClient({ inbound, envelope }: GatewayRequest, { user }: Caller): void {
  if (user.allowedClients.length > 0 && !isAllowedClient(inbound.userAgent ?? "", user.allowedClients)) {
    throw new GatewayError(
      "client_not_allowed",
      `This key may be used only with: ${user.allowedClients.join(", ")}.`,
    );
  }
  if (user.allowedModels.length > 0 && !isAllowedModel(envelope.model, user.allowedModels)) {
    throw new GatewayError(
      "model_not_allowed",
      `This key may not use ${envelope.model}. Ask an admin to allow it.`,
    );
  }
}

function isAllowedClient(userAgent: string, patterns: readonly string[]): boolean {
  const client = normalise(userAgent);
  return patterns.some((pattern) => normalise(pattern) !== "" && client.includes(normalise(pattern)));
}

/** Spelling of client names varies: claude-cli, claude_cli, ClaudeCLI. */
const normalise = (name: string) => name.toLowerCase().replaceAll(/[-_]/g, "");

function isAllowedModel(model: string | null, allowed: readonly string[]): boolean {
  return model !== null && allowed.some((name) => name.toLowerCase() === model.toLowerCase());
}
