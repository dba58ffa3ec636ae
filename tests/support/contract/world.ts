import { ADMIN_TOKEN, startTestHub, type TestHub } from "../hub";

/** Stands in everything that is `otherUser`'s: their name, their note, the model they ask for. */
export const FOREIGN_MARK = "OTHERS-SECRET";

/** Somebody with a key, as the contract's callers are. */
export interface Person {
  readonly userId: number;
  readonly keyId: number;
  readonly key: string;
}

/** Who calls, from nobody to the holder of everything. */
export const CALLERS = ["anonymous", "readOnlyKey", "user", "otherUser", "adminKey", "adminToken"] as const;
export type CallerName = (typeof CALLERS)[number];

/** A hub with one of everything that actions speak of. */
export interface World {
  readonly hub: TestHub;
  /** The credential of each caller; null for none. */
  readonly credentials: Readonly<Record<CallerName, string | null>>;
  readonly user: Person;
  readonly otherUser: Person;
  readonly providerId: number;
  /** A request in the log, of `user`. */
  readonly requestId: string;
  /** The session that request belongs to; what was said in it is stored. */
  readonly sessionId: string;
  /** A session of `user` that is at work. */
  readonly newSession: () => Promise<string>;
  /** Things of one's own, for calls that change or end them. */
  readonly newPerson: (fields?: Readonly<Record<string, unknown>>) => Promise<Person>;
  readonly newKey: (userId: number) => Promise<number>;
  readonly newProvider: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function startWorld(): Promise<World> {
  const hub = await startTestHub({ env: { STORE_SESSION_MESSAGES: "true" } });
  let serial = 0;
  const newPerson = async (fields: Readonly<Record<string, unknown>> = {}): Promise<Person> => {
    const { user, defaultKey } = await hub.call<{
      user: { id: number };
      defaultKey: { key: string; id: number };
    }>("users/addUser", { name: `person ${++serial}`, ...fields });
    await hub.call("keys/editKey", { keyId: defaultKey.id, canLoginWebUi: true });
    return { userId: user.id, keyId: defaultKey.id, key: defaultKey.key };
  };
  const newKey = async (userId: number) =>
    (await hub.call<{ id: number }>("keys/addKey", { userId, name: `key ${++serial}` })).id;
  const newProvider = () =>
    hub.addProvider({ name: `provider ${++serial}`, group_tag: "elsewhere", limit_concurrent_sessions: 3 });

  const providerId = await hub.addProvider({ name: "main", allowed_models: ["claude-*"] });
  const [user, otherUser, admin] = [
    await newPerson(),
    await newPerson({ name: FOREIGN_MARK, note: FOREIGN_MARK }),
    await newPerson({ role: "admin" }),
  ];
  const { generatedKey: readOnlyKey } = await hub.call<{ generatedKey: string }>("keys/addKey", {
    userId: user.userId,
    name: "read-only",
  });
  await relayed(hub, otherUser.key, `session-${FOREIGN_MARK}`, `claude-${FOREIGN_MARK}`);
  const sessionId = "session-of-the-user";
  const requestId = await relayed(hub, user.key, sessionId);
  const newSession = async () => {
    const id = `session-${++serial}`;
    await relayed(hub, user.key, id);
    return id;
  };
  return {
    ...{ hub, user, otherUser, providerId, requestId, sessionId },
    ...{ newSession, newPerson, newKey, newProvider },
    credentials: {
      anonymous: null,
      readOnlyKey,
      user: user.key,
      otherUser: otherUser.key,
      adminKey: admin.key,
      adminToken: ADMIN_TOKEN,
    },
    close: hub.close,
  };
}

/** Sends a request through the hub; returns the id it has in the log. */
async function relayed(
  hub: TestHub,
  key: string,
  sessionId: string,
  model = "claude-sonnet-4-5",
): Promise<string> {
  const message = { model, max_tokens: 10, messages: [{ role: "user", content: "hello" }] };
  const response = await hub.post("/v1/messages", key, message, { "x-claude-code-session-id": sessionId });
  await response.text();
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: { id: string }[] }>("usage-logs/getUsageLogsBatch", { limit: 1 });
  const id = logs[0]?.id;
  if (id === undefined) throw new Error("the request is not in the log");
  return id;
}

/** Calls an action as one of the callers, with a body as it is. */
export function callAs(world: World, caller: CallerName, action: string, body: string): Promise<Response> {
  const credential = world.credentials[caller];
  return fetch(`${world.hub.url}/api/actions/${action}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(credential !== null && { authorization: `Bearer ${credential}` }),
    },
    body,
  });
}
