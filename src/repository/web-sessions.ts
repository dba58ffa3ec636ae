import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
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

/** The owner of a session that is neither expired nor revoked. */
export async function findSessionOwner(db: Db, tokenHash: string): Promise<SessionOwner | undefined> {
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
  if (!row) return undefined;
  if (row.adminFingerprint !== null) return { kind: "admin_token", fingerprint: row.adminFingerprint };
  return row.keyId === null ? undefined : { kind: "key", keyId: row.keyId };
}

export async function revokeWebSession(db: Db, tokenHash: string): Promise<void> {
  await db.update(webSessions).set({ revokedAt: new Date() }).where(eq(webSessions.tokenHash, tokenHash));
}
