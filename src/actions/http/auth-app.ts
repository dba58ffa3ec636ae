import { type Context, Hono } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { SECOND_MS } from "@/lib/duration";
import { isSameOrigin } from "@/services/auth/same-origin";
import { visitorOf } from "@/services/auth/visitor";
import {
  closeSession,
  type KnownCaller,
  openSession,
  recogniseCredential,
  SESSION_COOKIE,
  SESSION_DAYS,
} from "@/services/auth/web-caller";
import { getRuntime, type Runtime } from "@/services/runtime/runtime";

const LoginBody = z.object({ key: z.string().trim().min(1) });

const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60;

/** Signing in and out: `POST /api/auth/login` with `{ key }`, `POST /api/auth/logout`. */
export function createAuthApp(): Hono {
  const app = new Hono().basePath("/api/auth");
  app.post("/login", login);
  app.post("/logout", logout);
  return app;
}

async function login(c: Context): Promise<Response> {
  const runtime = await getRuntime();
  const { headers } = c.req.raw;
  try {
    if (!isSameOrigin(headers)) throw new AppError("ORIGIN_REFUSED", "This request came from another site.");
    const caller = checkCredential(await readKey(c.req.raw), visitorOf(headers).ip ?? "unknown", runtime);
    const token = await openSession(caller, visitorOf(headers), runtime);
    setCookie(c, SESSION_COOKIE, token, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: runtime.env.ENABLE_SECURE_COOKIES,
      maxAge: SESSION_SECONDS,
    });
    return c.json({ ok: true, user: userOf(caller), redirectTo: homeOf(caller) });
  } catch (error) {
    return refuse(c, error, runtime);
  }
}

async function logout(c: Context): Promise<Response> {
  const runtime = await getRuntime();
  if (!isSameOrigin(c.req.raw.headers)) {
    return refuse(c, new AppError("ORIGIN_REFUSED", "This request came from another site."), runtime);
  }
  await closeSession(c.req.raw.headers, runtime);
  deleteCookie(c, SESSION_COOKIE, { path: "/", secure: runtime.env.ENABLE_SECURE_COOKIES });
  return c.json({ ok: true });
}

async function readKey(request: Request): Promise<string> {
  const body = LoginBody.safeParse(await request.json().catch(() => null));
  if (!body.success)
    throw new AppError("INVALID_INPUT", "Send the admin token or an API key as key.", { field: "key" });
  return body.data.key;
}

function checkCredential(key: string, address: string, runtime: Runtime): KnownCaller {
  const { loginThrottle, clock } = runtime;
  const waitMs = loginThrottle.waitMs(address, clock.now());
  if (waitMs > 0) {
    const seconds = Math.ceil(waitMs / SECOND_MS);
    throw new AppError("TOO_MANY_ATTEMPTS", `Too many failed attempts. Try again in ${seconds} s.`, {
      seconds,
    });
  }
  const caller = recogniseCredential(key, runtime);
  if (!caller) {
    loginThrottle.noteFailure(address, clock.now());
    throw new AppError("AUTH_INVALID", "This token or key is not valid here.");
  }
  loginThrottle.noteSuccess(address);
  return caller;
}

/** The holder of ADMIN_TOKEN is nobody in the database; the product has always shown -1. */
const ADMIN_TOKEN_USER = { id: -1, name: "Admin Token", description: "", role: "admin" } as const;

function userOf({ holder }: Pick<KnownCaller, "holder">) {
  if (!holder) return ADMIN_TOKEN_USER;
  const { id, name, note, role } = holder.user;
  return { id, name, description: note, role };
}

/** Read-only keys see their usage and nothing else. */
function homeOf({ role }: Pick<KnownCaller, "role">): string {
  return role === "read-only" ? "/my-usage" : "/dashboard";
}

function refuse(c: Context, error: unknown, { logger }: Pick<Runtime, "logger">): Response {
  if (error instanceof AppError) {
    const status = error.status as 400 | 401 | 403 | 429;
    return c.json(
      { ok: false, error: error.message, errorCode: error.code, errorParams: error.params },
      status,
    );
  }
  logger.error({ err: error }, "signing in failed unexpectedly");
  return c.json(
    { ok: false, error: "The hub failed unexpectedly; its log says why.", errorCode: "INTERNAL_ERROR" },
    500,
  );
}
