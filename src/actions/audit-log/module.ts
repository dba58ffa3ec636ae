import type { ActionModule } from "../kit/action-module";
import { getAuditLog } from "./get-audit-log";

export const AUDIT_LOG: ActionModule = {
  name: "audit-log",
  tag: "Audit log",
  description: "Every change by an admin or a user, with who, when and from where.",
  actions: [getAuditLog],
};
