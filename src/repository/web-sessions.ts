import "server-only";
import { and, desc, eq, gt, inArray, isNull, lt, or } from "drizzle-orm";
import { webSessions } from "@/infra/postgres/tables/access";
import type { Db } from "./db";

/** Whose session it is: a key's, or the holder of ADMIN_TOKEN's (named by the token's fingerprint). */
export type SessionOwner =
  | { readonly kind: "key"; readonly keyId: number }
  | { readonly kind: "admin_token"; readonly fingerprint: string };

export interface NewWebSession {
  readonly tokenHash: string;
  readonly owner: SessionOwner;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly expiresAt: Date;
}

export async function insertWebSession(db: Db, session: NewWebSession): Promise<void> {
  const { owner, ...rest } = session;
  await db.insert(webSessions).values({
    ...rest,
    keyId: owner.kind === "key" ? owner.keyId : null,
    adminFingerprint: owner.kind === "admin_token" ? owner.fingerprint : null,
  });
}

/** A session that is neither expired nor revoked. */
export async function findWebSession(db: Db, tokenHash: string): Promise<WebSession | undefined> {
  const [row] = await db
    .select()
    .from(webSessions)
    .where(
      and(
        eq(webSessions.tokenHash, tokenHash),
        isNull(webSessions.revokedAt),
        gt(webSessions.expiresAt, new Date()),
      ),
    );
  return row && sessionFromRow(row);
}

export async function revokeWebSession(db: Db, tokenHash: string): Promise<void> {
  await db.update(webSessions).set({ revokedAt: new Date() }).where(eq(webSessions.tokenHash, tokenHash));
}

/** A live session as lists show it; the cookie's value is nowhere. */
export interface WebSession {
  readonly id: number;
  readonly tokenHash: string;
  readonly owner: SessionOwner;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

const MAX_LISTED = 500;

/** Sessions that are neither expired nor revoked, the newest first. */
export async function listWebSessions(db: Db): Promise<WebSession[]> {
  const rows = await db
    .select()
    .from(webSessions)
    .where(and(isNull(webSessions.revokedAt), gt(webSessions.expiresAt, new Date())))
    .orderBy(desc(webSessions.id))
    .limit(MAX_LISTED);
  return rows.flatMap((row) => sessionFromRow(row) ?? []);
}

/** Every row has an owner; the table's check says so. */
function sessionFromRow({
  keyId,
  adminFingerprint,
  ...row
}: typeof webSessions.$inferSelect): WebSession | undefined {
  if (adminFingerprint !== null)
    return { ...row, owner: { kind: "admin_token", fingerprint: adminFingerprint } };
  return keyId === null ? undefined : { ...row, owner: { kind: "key", keyId } };
}

/** Returns whether there was a live session of that id. */
export async function revokeWebSessionById(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(webSessions)
    .set({ revokedAt: new Date() })
    .where(and(eq(webSessions.id, id), isNull(webSessions.revokedAt)))
    .returning({ id: webSessions.id });
  return rows.length > 0;
}

/** Notes that a session was used just now. */
export async function touchWebSession(db: Db, id: number): Promise<void> {
  await db.update(webSessions).set({ lastSeenAt: new Date() }).where(eq(webSessions.id, id));
}

/** Ends the live sessions opened with these keys. Returns how many. */
export async function revokeSessionsOfKeys(db: Db, keyIds: readonly number[]): Promise<number> {
  if (keyIds.length === 0) return 0;
  const rows = await db
    .update(webSessions)
    .set({ revokedAt: new Date() })
    .where(and(inArray(webSessions.keyId, [...keyIds]), isNull(webSessions.revokedAt)))
    .returning({ id: webSessions.id });
  return rows.length;
}

/** Forgets sessions that expired or were revoked before `before`. Returns how many. */
export async function deleteEndedWebSessions(db: Db, before: Date): Promise<number> {
  const rows = await db
    .delete(webSessions)
    .where(or(lt(webSessions.expiresAt, before), lt(webSessions.revokedAt, before)))
    .returning({ id: webSessions.id });
  return rows.length;
}
