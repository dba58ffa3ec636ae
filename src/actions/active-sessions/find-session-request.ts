import type { z } from "zod";
import { AppError } from "@/domain/app-error";
import type { RequestRow } from "@/domain/request/request-row";
import { listRequests } from "@/repository/requests/list-requests";
import type { WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";
import { type SessionRequestInput, visibleUser } from "./session-input";

/** The request meant, if the caller may see it. @throws {AppError} `NOT_FOUND` */
export async function findSessionRequest(
  { sessionId, keyId, requestSequence }: z.output<typeof SessionRequestInput>,
  caller: WebCaller,
  { database }: Pick<Runtime, "database">,
): Promise<RequestRow> {
  const userId = visibleUser(caller);
  const filter = {
    sessionId,
    ...(keyId !== undefined && { keyId }),
    ...(requestSequence !== undefined && { sequence: requestSequence }),
    ...(userId !== null && { userId }),
  };
  const { rows } = await listRequests(database.db, filter, { size: 1 });
  const [row] = rows;
  if (row) return row;
  throw new AppError("NOT_FOUND", `There is no such request of the session ${sessionId}.`, {
    kind: "session",
    id: sessionId,
  });
}
