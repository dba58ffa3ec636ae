import "server-only";
import { databasePoolSize, type Env } from "@/config/env";
import {
  BUFFERED_BYTES_BUDGET,
  MAX_WAITING_MESSAGES_BYTES,
  RESERVATION_RENEWAL_MS,
  RESERVATION_TTL_MS,
  SHUTDOWN_CLEANUP_MS,
} from "@/config/limits";
import { judgeOutbound } from "@/domain/outbound/outbound-policy";
import type { StoredMessages } from "@/domain/request/stored-messages";
import { type Clock, systemClock } from "@/infra/clock";
import { randomToken, Secrets } from "@/infra/crypto/secrets";
import { DataDir } from "@/infra/data-dir";
import { UpstreamClient } from "@/infra/http/upstream-client";
import { createLogger, type Logger } from "@/infra/logger";
import { type DatabaseAddress, type DatabasePool, openPool, type PoolOptions } from "@/infra/postgres/client";
import { listenForChanges } from "@/infra/postgres/notify";
import { ByteBudget } from "@/lib/byte-budget";
import { MINUTE_MS, SECOND_MS } from "@/lib/duration";
import { once } from "@/lib/once";
import { Secret } from "@/lib/secret";
import { insertBreakerEvents } from "@/repository/breaker-events";
import { ensureRollups } from "@/repository/ledger/ensure-rollups";
import { insertMessages } from "@/repository/requests/insert-messages";
import { claimSecretFingerprint } from "@/repository/settings";
import { FailureThrottle } from "@/services/auth/failure-throttle";
import type { Circuits } from "@/services/circuits/circuits";
import { CircuitEventLog } from "@/services/circuits/event-log";
import { openCircuits } from "@/services/circuits/open-circuits";
import { openClientVersions } from "@/services/client-versions/open-client-versions";
import { syncDefaultErrorRules } from "@/services/error-rules/sync-default-error-rules";
import { GoogleTokens } from "@/services/google-tokens/google-tokens";
import { InFlight } from "@/services/in-flight/in-flight";
import { JobDesk } from "@/services/jobs/job-desk";
import { LiveEvents } from "@/services/live/live-events";
import { MessageStore } from "@/services/messages/message-store";
import { seedPrices } from "@/services/pricing/seed-prices";
import { keepReservations } from "@/services/quota/keep-reservations";
import { Quota } from "@/services/quota/quota";
import { WindowClock } from "@/services/quota/window-clock";
import { SnapshotStore } from "@/services/snapshot/store";
import { type Closer, closeAll } from "./closers";
import { openDatabase } from "./database";
import { openCounters } from "./open-counters";
import { openLedger } from "./open-ledger";
import type { Runtime } from "./runtime";
import type { SharedState } from "./shared-state";
import { StartError } from "./start-error";

export interface StartOptions {
  readonly env: Env;
  /** Folder that holds `drizzle/`; the working directory unless told otherwise. */
  readonly home?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Called when a secret was generated on first start. */
  readonly onNewAdminToken?: (token: string) => void;
}

/** Connections of the writer's own pool: the dashboard's queries can never take them. */
const WRITER_CONNECTIONS = 2;

/** Large rows must hold up neither the ledger nor a page. */
const MESSAGE_CONNECTIONS = 1;

const STATEMENT_TIMEOUT_MS = 60_000;

const LOGIN_FAILURES = { maxFailures: 10, windowMs: 5 * MINUTE_MS };

/** Enough for a script with an old key that asks every few seconds, too few to guess a token with. */
const WRONG_BEARERS = { maxFailures: 100, windowMs: 5 * MINUTE_MS };

/** A client that retries with a wrong key meets it within a minute; a person who mistypes one never does. */
const UNKNOWN_KEYS = { maxFailures: 20, windowMs: MINUTE_MS };

/**
 * Boots everything below the HTTP layer, in order: data directory, database (waited for), migrations, what a killed
 * process left in the journal, the snapshot, the counters. What was opened is closed again when a later step fails.
 */
export async function startRuntime(options: StartOptions): Promise<Runtime> {
  const opened: Closer[] = [];
  const logger = options.logger ?? createLogger(options.env.LOG_LEVEL);
  try {
    return await boot({ ...options, logger, clock: options.clock ?? systemClock, opened });
  } catch (error) {
    await closeAll(opened, logger);
    throw error;
  }
}

interface BootContext extends StartOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly opened: Closer[];
}

async function boot(context: BootContext): Promise<Runtime> {
  const { env, clock, logger, opened } = context;
  const { openListener, messagesPool, ...storage } = await openStorage(context);
  const { database } = storage;
  const snapshot = await openSnapshot({ ...storage, openListener }, context);
  const windows = new WindowClock(env.TZ);
  const { counters, cells, tokens, presence } = await openCounters({
    ...context,
    ...storage,
    snapshot,
    windows,
  });
  const sessionTtlMs = env.SESSION_TTL * SECOND_MS;
  const live = new LiveEvents();
  const circuits = await startCircuits({ ...context, database, cells, snapshot, live });
  const reservationTtlMs = RESERVATION_TTL_MS;
  const isEnforced = env.ENABLE_RATE_LIMIT;
  const quota = new Quota({ counters, clock: windows, isEnforced, sessionTtlMs, reservationTtlMs });
  const renewal = keepReservations(quota, clock, logger, RESERVATION_RENEWAL_MS);
  opened.push(["reservations", async () => renewal.stop()]);
  const inFlight = new InFlight({
    ...{ presence, logger },
    onBegin: (request) => live.emit("begin", request),
  });
  opened.push(["in-flight registry", async () => inFlight.close()]);
  const upstream = openUpstream(env, snapshot, logger, opened);
  const budget = new ByteBudget(BUFFERED_BYTES_BUDGET);
  const clientVersions = await openClientVersions({ ...context, database });
  return {
    env,
    logger,
    clock,
    snapshot,
    counters,
    quota,
    circuits,
    inFlight,
    live,
    ...storage,
    messages: openMessages({ ...context, budget, pool: messagesPool }),
    upstream,
    googleTokens: new GoogleTokens({ cells: tokens, secrets: storage.secrets, upstream, clock }),
    budget,
    loginThrottle: new FailureThrottle(LOGIN_FAILURES),
    bearerThrottle: new FailureThrottle(WRONG_BEARERS),
    unknownKeys: new FailureThrottle(UNKNOWN_KEYS),
    clientVersions,
    jobs: new JobDesk(),
    ...shutdownOf(opened, logger),
  };
}

/** Everything that is kept: the directory with its secrets, the database, the ledger. */
async function openStorage(context: BootContext) {
  const { env, logger, opened, home = process.cwd() } = context;
  const dataDir = DataDir.claim(env.DATA_DIR);
  opened.push(["data directory", async () => dataDir.release()]);
  const { adminToken, secrets } = openSecrets(env, dataDir, context.onNewAdminToken);
  const { address, migration } = await openDatabase({ env, dataDir, home, logger, opened });
  const pool = poolOpener(env, address, opened);
  const database = pool("dashboard", databasePoolSize(env));
  if (!(await claimSecretFingerprint(database.db, secrets.fingerprint))) {
    throw new StartError(
      "SECRET_KEY is not the one this database was set up with; use the key of its first hub",
    );
  }
  await ensureRollups(database.db, env.TZ, context.clock.now());
  const writing = pool("writer", WRITER_CONNECTIONS, true);
  const ledger = await openLedger({ env, dataDir, pool: writing, logger, opened });
  const messagesPool = env.STORE_SESSION_MESSAGES ? pool("messages", MESSAGE_CONNECTIONS) : null;
  const openListener = () => openPool(address, poolOptions(env, "listener", 1));
  return { adminToken, secrets, database, openListener, ledger, messagesPool, migration };
}

interface SnapshotSource {
  readonly database: DatabasePool;
  readonly openListener: () => DatabasePool;
  readonly secrets: Secrets;
}

async function openSnapshot(
  { database: { db, sql }, openListener, secrets }: SnapshotSource,
  { logger, opened }: BootContext,
): Promise<SnapshotStore> {
  const snapshot = new SnapshotStore({ db, secrets, logger });
  await seedPrices(db);
  await syncDefaultErrorRules(db);
  await snapshot.loadAll();
  const listener = await listenForChanges({
    ...{ sql, connect: openListener },
    onChange: (table) => snapshot.onTableChanged(table),
    onDeaf: () => logger.warn("changes of configuration were not heard; listening anew"),
  });
  opened.push(["change listener", listener.close], ["snapshot", async () => snapshot.close()]);
  return snapshot;
}

type CircuitParts = Pick<Runtime, "database" | "snapshot" | "live"> & Pick<SharedState, "cells">;

async function startCircuits(context: BootContext & CircuitParts): Promise<Circuits> {
  const { database, logger, opened } = context;
  const eventLog = new CircuitEventLog({
    write: (events) => insertBreakerEvents(database.db, events),
    logger,
  });
  const circuits = openCircuits({ ...context, eventLog });
  opened.push(["circuit events", () => eventLog.close(SHUTDOWN_CLEANUP_MS)]);
  opened.push(["circuits", () => circuits.close()]);
  await circuits.start();
  return circuits;
}

interface MessageParts extends Pick<BootContext, "logger" | "opened"> {
  readonly budget: ByteBudget;
  readonly pool: DatabasePool | null;
}

function openMessages({ logger, opened, budget, pool }: MessageParts): MessageStore | null {
  if (!pool) return null;
  const write = (messages: readonly StoredMessages[]) => insertMessages(pool.db, messages);
  const store = new MessageStore({ budget, maxBytes: MAX_WAITING_MESSAGES_BYTES, write, logger });
  opened.push(["messages", () => store.close(SHUTDOWN_CLEANUP_MS)]);
  return store;
}

function shutdownOf(opened: readonly Closer[], logger: Logger) {
  let isShuttingDown = false;
  const beginShutdown = () => {
    isShuttingDown = true;
  };
  return {
    beginShutdown,
    isShuttingDown: () => isShuttingDown,
    shutdown: once(() => {
      beginShutdown();
      return closeAll(opened, logger);
    }),
  };
}

function openSecrets(env: Env, dataDir: DataDir, onNewAdminToken: StartOptions["onNewAdminToken"]) {
  const secretKey = env.SECRET_KEY ?? dataDir.secret("secret.key", randomToken).value;
  if (env.ADMIN_TOKEN) return { adminToken: new Secret(env.ADMIN_TOKEN), secrets: new Secrets(secretKey) };
  const generated = dataDir.secret("admin-token", randomToken);
  if (generated.isNew) onNewAdminToken?.(generated.value);
  return { adminToken: new Secret(generated.value), secrets: new Secrets(secretKey) };
}

type PoolOpener = (name: string, max: number, reusePlans?: boolean) => DatabasePool;

function poolOpener(env: Env, address: DatabaseAddress, opened: Closer[]): PoolOpener {
  return (name, max, reusePlans = false) => {
    const pool = openPool(address, { ...poolOptions(env, name, max), reusePlans });
    opened.push([`${name} connections`, pool.close]);
    return pool;
  };
}

function poolOptions(env: Env, name: string, max: number): PoolOptions {
  return {
    name,
    max,
    idleTimeoutSeconds: env.DB_POOL_IDLE_TIMEOUT,
    connectTimeoutSeconds: env.DB_POOL_CONNECT_TIMEOUT,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  };
}

function openUpstream(env: Env, snapshot: SnapshotStore, logger: Logger, opened: Closer[]): UpstreamClient {
  const policy = { privateNetworks: env.OUTBOUND_PRIVATE_NETWORKS };
  const upstream = new UpstreamClient({
    connectTimeoutMs: env.FETCH_CONNECT_TIMEOUT,
    headersTimeoutMs: env.FETCH_HEADERS_TIMEOUT,
    bodyTimeoutMs: env.FETCH_BODY_TIMEOUT,
    isAllowed: (host) => judgeOutbound(host, policy) === "allowed",
    allowHttp2: () => snapshot.current.settings.enableHttp2,
    onDetour: (detour) => logger.warn(detour, "a request to an upstream took another way"),
  });
  opened.push(["upstream connections", () => upstream.close()]);
  return upstream;
}
