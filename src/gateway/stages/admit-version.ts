import { clientDisplayName, clientProgramOf } from "@/domain/client-version/client-program";
import { compareVersions } from "@/domain/client-version/compare-versions";
import { GatewayError } from "@/domain/gateway-error";
import type { Caller } from "@/services/auth/caller";
import type { GatewayDeps } from "../deps";
import type { Inbound } from "../types";

/**
 * Asks users of outdated clients to upgrade, where the setting says so. A client that tells no version passes, and so do
 * all of them while no version is in general use (see `ClientVersions`).
 *
 * @throws {GatewayError} `client_upgrade_required`
 */
export function admitVersion(
  { userAgent }: Pick<Inbound, "userAgent">,
  { user }: Caller,
  { snapshot, clientVersions, clock }: Pick<GatewayDeps, "snapshot" | "clientVersions" | "clock">,
): void {
  if (!snapshot.current.settings.enableClientVersionCheck) return;
  const program = clientProgramOf(userAgent);
  if (!program) return;
  const now = clock.now();
  clientVersions.note(program, user.id, now);
  const required = clientVersions.requiredVersion(program.type, now);
  if (required === null || compareVersions(program.version, required) >= 0) return;
  const name = clientDisplayName(program.type);
  throw new GatewayError(
    "client_upgrade_required",
    `${name} ${program.version} is outdated here. Upgrade it to ${required} or later.`,
    {
      facts: {
        current_version: program.version,
        required_version: required,
        client_type: program.type,
        client_display_name: name,
      },
    },
  );
}
