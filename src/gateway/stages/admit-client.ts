import { GatewayError } from "@/domain/gateway-error";
import type { Caller } from "@/services/auth/caller";
import type { GatewayRequest } from "../types";

/**
 * Lets a caller use only the clients an admin has listed for the user; an empty list allows all.
 *
 * @throws {GatewayError} `client_not_allowed`
 */
export function admitClient({ inbound }: Pick<GatewayRequest, "inbound">, { user }: Caller): void {
  const { allowedClients } = user;
  if (allowedClients.length === 0) return;
  const userAgent = inbound.userAgent?.trim() ?? "";
  if (userAgent !== "" && isAllowedClient(userAgent, allowedClients)) return;
  const yours = userAgent === "" ? " Your client does not say its name (User-Agent)." : "";
  throw new GatewayError(
    "client_not_allowed",
    `This key may be used only with: ${allowedClients.join(", ")}.${yours}`,
  );
}

/**
 * Lets a caller use only the models an admin has listed for the user; an empty list allows all.
 *
 * @throws {GatewayError} `model_not_allowed`
 */
export function admitModel({ envelope }: Pick<GatewayRequest, "envelope">, { user }: Caller): void {
  if (user.allowedModels.length === 0 || isAllowedModel(envelope.model, user.allowedModels)) return;
  throw new GatewayError(
    "model_not_allowed",
    `This key may not use ${envelope.model ?? "requests without a model"}. Ask an admin to allow it.`,
  );
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
