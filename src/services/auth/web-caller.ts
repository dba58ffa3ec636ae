import "server-only";
import { createHash } from "node:crypto";
import { equalInConstantTime, randomToken } from "@/infra/crypto/secrets";
import { DAY_MS, MINUTE_MS } from "@/lib/duration";
import {
  findWebSession,
  insertWebSession,
  revokeWebSession,
  type SessionOwner,
  touchWebSession,
} from "@/repository/web-sessions";
import type { Runtime } from "@/services/runtime/runtime";
import type { KeyHolder } from "@/services/snapshot/snapshot";
import { keyProblem } from "./caller";
import type { Visitor } from "./visitor";

export const SESSION_COOKIE = "auth-token";
export const SESSION_DAYS = 7;

/**
 * What somebody may do in the dashboard and the REST actions.
 * - admin: everything (ADMIN_TOKEN, or a key of an admin that may sign in)
 * - user: what is their own
 * - read-only: the "my usage" pages of their own key
 */
export type WebRole = "admin" | "user" | "read-only";

/** Who calls an action. `holder` is null for the holder of ADMIN_TOKEN. */
export interface WebCaller {
  readonly role: WebRole;
  readonly holder: KeyHolder | null;
  /** Browsers send cookies by themselves, so what came by cookie must also prove its origin. */
  readonly viaCookie: boolean;
  /** Under which the dashboard session it came with is kept; null where it came with none. */
  readonly sessionHash: string | null;
}

/** Who somebody is, whatever they came with. */
export type KnownCaller = Pick<WebCaller, "role" | "holder">;

type AuthRuntime = Pick<Runtime, "adminToken" | "secrets" | "snapshot" | "database" | "clock">;

/** The id of the caller's user; null for the holder of ADMIN_TOKEN, who is none. */
export function userIdOf({ holder }: Pick<WebCaller, "holder">): number | null {
  return holder?.user.id ?? null;
}

/** Recognises ADMIN_TOKEN or a live API key of a live user. */
export function recogniseCredential(credential: string, runtime: AuthRuntime): KnownCaller | null {
  if (equalInConstantTime(credential, runtime.adminToken.reveal())) return { role: "admin", holder: null };
  const holder = runtime.snapshot.current.callers.byKeyHash.get(runtime.secrets.hash(credential));
  return holder ? callerOfHolder(holder, runtime.clock.now()) : null;
}

/**
 * Who sends a request with these headers: by session cookie, by `Authorization: Bearer`, or by the raw token or key in
 * the cookie, as scripts written for the original do it. Null when nobody the hub knows.
 */
export async function recogniseCaller(headers: Headers, runtime: AuthRuntime): Promise<WebCaller | null> {
  const cookie = readCookie(headers.get("cookie"), SESSION_COOKIE);
  if (cookie) {
    const sessionHash = runtime.secrets.hash(cookie);
    const owner = await recogniseSession(sessionHash, runtime);
    if (owner) return { ...owner, viaCookie: true, sessionHash };
    const caller = recogniseCredential(cookie, runtime);
    if (caller) return { ...caller, viaCookie: true, sessionHash: null };
  }
  const bearer = /^bearer\s+(.+)$/i.exec(headers.get("authorization") ?? "")?.[1]?.trim();
  const caller = bearer ? recogniseCredential(bearer, runtime) : null;
  return caller && { ...caller, viaCookie: false, sessionHash: null };
}

/** Opens a dashboard session for a recognised caller; returns the cookie's value, which exists nowhere else. */
export async function openSession(
  caller: Pick<WebCaller, "holder">,
  visitor: Visitor,
  runtime: AuthRuntime,
): Promise<string> {
  const token = randomToken();
  await insertWebSession(runtime.database.db, {
    tokenHash: runtime.secrets.hash(token),
    owner: caller.holder
      ? { kind: "key", keyId: caller.holder.key.id }
      : { kind: "admin_token", fingerprint: adminFingerprint(runtime) },
    ip: visitor.ip,
    userAgent: visitor.userAgent,
    expiresAt: new Date(runtime.clock.now() + SESSION_DAYS * DAY_MS),
  });
  return token;
}

/** Ends the session a request carries, if it carries one. */
export async function closeSession(headers: Headers, runtime: AuthRuntime): Promise<void> {
  const cookie = readCookie(headers.get("cookie"), SESSION_COOKIE);
  if (cookie) await revokeWebSession(runtime.database.db, runtime.secrets.hash(cookie));
}

/** Its last use is noted to the minute: most requests only read. */
const SEEN_INTERVAL_MS = MINUTE_MS;

async function recogniseSession(tokenHash: string, runtime: AuthRuntime): Promise<KnownCaller | null> {
  const { db } = runtime.database;
  const session = await findWebSession(db, tokenHash);
  const caller = session ? callerOfOwner(session.owner, runtime) : null;
  if (session && caller && runtime.clock.now() - session.lastSeenAt.getTime() > SEEN_INTERVAL_MS) {
    await touchWebSession(db, session.id);
  }
  return caller;
}

function callerOfOwner(owner: SessionOwner, runtime: AuthRuntime): KnownCaller | null {
  if (owner.kind === "admin_token") {
    return owner.fingerprint === adminFingerprint(runtime) ? { role: "admin", holder: null } : null;
  }
  const holder = runtime.snapshot.current.callers.byKeyId.get(owner.keyId);
  return holder ? callerOfHolder(holder, runtime.clock.now()) : null;
}

/** Disabled and expired keys and users stay out, of the dashboard as of the gateway. */
function callerOfHolder(holder: KeyHolder, now: number): KnownCaller | null {
  if (keyProblem(holder, now) !== null) return null;
  if (!holder.key.canLoginWebUi) return { role: "read-only", holder };
  return { role: holder.user.role, holder };
}

/** Changes with the token: a new ADMIN_TOKEN ends the sessions of the old one. */
function adminFingerprint({ adminToken }: Pick<Runtime, "adminToken">): string {
  return createHash("sha256").update(adminToken.reveal()).digest("hex").slice(0, 16);
}

function readCookie(header: string | null, name: string): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at !== -1 && pair.slice(0, at).trim() === name) return decode(pair.slice(at + 1).trim());
  }
  return undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
