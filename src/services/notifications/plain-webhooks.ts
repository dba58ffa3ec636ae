import "server-only";
import type { NotificationType } from "@/domain/notification/notification-type";
import { Binding, targetOfUrl } from "@/domain/notification/schema";
import type { Secrets } from "@/infra/crypto/secrets";
import type { Db } from "@/repository/db";
import { listBindings, replaceBindings } from "@/repository/notifications/bindings";
import {
  deleteTarget,
  insertTarget,
  listTargets,
  type StoredTarget,
  updateTarget,
} from "@/repository/notifications/targets";
import { sealTarget } from "./seal-target";

/** Scripts know one address per type of notification. It is a target like any other, bound to that type, by this name. */
const nameOf = (type: NotificationType) => `webhook ${type}`;

export function findPlainWebhook(
  targets: readonly StoredTarget[],
  type: NotificationType,
): StoredTarget | undefined {
  return targets.find(({ name }) => name === nameOf(type));
}

/** Sets the address of a type, or with null takes it back. Run it in a transaction. */
export async function setPlainWebhook(
  tx: Db,
  type: NotificationType,
  url: string | null,
  secrets: Secrets,
): Promise<void> {
  const known = findPlainWebhook(await listTargets(tx), type);
  if (url === null) {
    if (known) await deleteTarget(tx, known.id);
    return;
  }
  const target = sealTarget(targetOfUrl(nameOf(type), url), secrets);
  if (known) {
    await updateTarget(tx, known.id, target);
    return;
  }
  const { id } = await insertTarget(tx, target);
  await replaceBindings(tx, type, [
    ...(await listBindings(tx, type)).map(bindingOf),
    Binding.parse({ targetId: id }),
  ]);
}

function bindingOf({
  targetId,
  isEnabled,
  scheduleCron,
  scheduleTimezone,
  templateOverride,
}: Binding): Binding {
  return { targetId, isEnabled, scheduleCron, scheduleTimezone, templateOverride };
}
