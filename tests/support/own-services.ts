import { once } from "node:events";
import { startEmbeddedPostgres } from "@/infra/postgres/embedded";
import { freePort } from "./free-port";
import { launchRedis } from "./launch-redis";
import { postgresPids } from "./postgres-pids";
import { makeTempDir } from "./temp-dir";

/** A PostgreSQL server of a test's own, that it may stop and start. */
export interface OwnPostgres {
  /** The folder of its socket, the same after every start. */
  readonly socketDir: string;
  readonly dsn: string;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops it in its tracks; returns how to let it go on. */
  readonly freeze: () => () => void;
  readonly remove: () => Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const temp = makeTempDir("postgres");
  let server = await startEmbeddedPostgres(temp.path);
  const { socketDir } = server;
  return {
    socketDir,
    dsn: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socketDir)}`,
    stop: () => server.stop(),
    async start() {
      server = await startEmbeddedPostgres(temp.path);
    },
    freeze() {
      const pids = postgresPids(temp.path);
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      return () => {
        for (const pid of pids) process.kill(pid, "SIGCONT");
      };
    },
    async remove() {
      await server.stop();
      temp.remove();
    },
  };
}

/** A Redis server of a test's own, that it may kill, start again (empty), stop in its tracks and let go on. */
export interface OwnRedis {
  readonly url: string;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
}

export async function startOwnRedis(): Promise<OwnRedis> {
  const port = await freePort();
  let server = await launchRedis(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const gone = once(server, "exit");
      server.kill("SIGKILL");
      await gone;
    },
    async start() {
      server = await launchRedis(port);
    },
    freeze: () => void server.kill("SIGSTOP"),
    thaw: () => void server.kill("SIGCONT"),
  };
}
