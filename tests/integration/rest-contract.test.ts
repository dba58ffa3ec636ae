import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ActionDefinition } from "@/actions/kit/action";
import { ACTIONS } from "@/actions/registry";
import type { Envelope, FailureEnvelope } from "@/domain/envelope";
import type { ActionCase } from "../support/contract/action-case";
import { CASES } from "../support/contract/cases";
import { type ApiDocument, responseSchema } from "../support/contract/document";
import {
  CALLERS,
  type CallerName,
  callAs,
  FOREIGN_MARK,
  startWorld,
  type World,
} from "../support/contract/world";

/**
 * The API's document against a running hub: for every action a valid call, bad bodies, no credential, a wrong one, a
 * wrong role, what is somebody else's. Every answer is held against what the document says of it.
 */

let world: World;
let document: ApiDocument;

beforeAll(async () => {
  world = await startWorld();
  document = (await (await fetch(`${world.hub.url}/api/actions/openapi.json`)).json()) as ApiDocument;
});
afterAll(() => world.close());

const definitions = ACTIONS.map(({ definition }) => definition);

function caseOf(name: string): ActionCase {
  const found = CASES[name];
  if (!found) throw new Error(`say in tests/support/contract how ${name} is called`);
  return found;
}

/** An answer that is what the document says it would be. */
async function checked(name: string, response: Response): Promise<Envelope<unknown>> {
  const envelope = (await response.json()) as Envelope<unknown>;
  const verdict = responseSchema(document, `/api/actions/${name}`, response.status).safeParse(envelope);
  expect(verdict.error?.issues ?? [], `${response.status} ${JSON.stringify(envelope).slice(0, 500)}`).toEqual(
    [],
  );
  return envelope;
}

async function refusal(name: string, caller: CallerName, body: string) {
  const response = await callAs(world, caller, name, body);
  const envelope = (await checked(name, response)) as FailureEnvelope;
  return { status: response.status, ok: envelope.ok, code: envelope.errorCode };
}

it("57: the document's operations are the registry's actions, and each has its calls here", () => {
  const documented = Object.entries(document.paths).flatMap(([path, { post }]) => (post ? [path] : []));
  expect(documented.sort()).toEqual(definitions.map(({ name }) => `/api/actions/${name}`).sort());
  expect(Object.keys(CASES).sort()).toEqual(definitions.map(({ name }) => name).sort());
});

it("57: an answer that the document does not know would be noticed", () => {
  const schema = responseSchema(document, "/api/actions/users/getUsers", 200);
  expect(schema.safeParse({ ok: true, data: [] }).success).toBe(true);
  expect(schema.safeParse({ ok: true, data: [{ id: 1 }] }).success).toBe(false);
  expect(schema.safeParse({ ok: false, data: [] }).success).toBe(false);
  expect(() => responseSchema(document, "/api/actions/users/getUsers", 418)).toThrow();
});

describe.each(definitions.map((definition) => [definition.name, definition] as const))(
  "%s",
  (name, definition) => {
    it("56, 57: answers a valid call as documented", async () => {
      const { valid, as = "adminToken" } = caseOf(name);
      const input = await valid(world);
      expect(await checked(name, await callAs(world, as, name, JSON.stringify(input)))).toMatchObject({
        ok: true,
      });
    });

    it("57: refuses bodies that will not do in its envelope", async () => {
      const invalid = { status: 400, ok: false, code: "INVALID_INPUT" };
      expect(await refusal(name, "adminToken", '"a text"')).toEqual(invalid);
      expect(await refusal(name, "adminToken", "{ not json")).toEqual(invalid);
    });

    it("40: refuses callers without a credential and with a wrong one", async () => {
      expect(await refusal(name, "anonymous", "{}")).toEqual({
        status: 401,
        ok: false,
        code: "AUTH_MISSING",
      });
      const response = await fetch(`${world.hub.url}/api/actions/${name}`, {
        method: "POST",
        // From everywhere: one address would have to wait after a while.
        headers: { authorization: "Bearer sk-nobody", "x-forwarded-for": addressOf(name) },
        body: "{}",
      });
      expect(await checked(name, response)).toMatchObject({ ok: false, errorCode: "AUTH_INVALID" });
    });

    it("40: refuses other roles", async () => {
      for (const caller of CALLERS) {
        if (caller === "anonymous" || mayCall(definition, caller)) continue;
        const input = JSON.stringify(await caseOf(name).valid(world));
        const denied = { status: 403, ok: false, code: "PERMISSION_DENIED" };
        expect(await refusal(name, caller, input), caller).toEqual(denied);
      }
    });

    it("40: keeps users to what is theirs", async () => {
      const { foreign, valid, foreignFindsNothing } = caseOf(name);
      if (definition.access === "admin") return expect(foreign).toBeUndefined();
      if (foreign === undefined)
        throw new Error(`say in tests/support/contract what of ${name} is somebody else's`);
      if (foreign === "own") {
        const input = JSON.stringify(await valid(world));
        const seen = JSON.stringify(await checked(name, await callAs(world, "user", name, input)));
        expect(seen).not.toContain(FOREIGN_MARK);
        return;
      }
      const response = await callAs(world, "otherUser", name, JSON.stringify(await foreign(world)));
      const answer = await checked(name, response);
      if (foreignFindsNothing !== undefined) {
        return expect(answer).toEqual({ ok: true, data: foreignFindsNothing });
      }
      const denied = ["403 PERMISSION_DENIED", "404 NOT_FOUND"];
      expect(denied).toContain(`${response.status} ${answer.ok || answer.errorCode}`);
    });

    it("57: answers other methods in its envelope", async () => {
      const response = await fetch(`${world.hub.url}/api/actions/${name}`);
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST");
      expect(await response.json()).toMatchObject({ ok: false, errorCode: "METHOD_NOT_ALLOWED" });
    });
  },
);

describe("40: the access matrix", () => {
  const matrix = definitions.flatMap((definition) => CALLERS.map((caller) => [definition, caller] as const));

  it.each(matrix.map(([definition, caller]) => [definition.name, caller, definition] as const))(
    "%s by %s",
    async (name, caller, definition) => {
      // A body that no action takes: who is let in hears of it, the others do not get that far.
      const { status, code } = await refusal(name, caller, '"nothing"');
      const expected =
        caller === "anonymous"
          ? "401 AUTH_MISSING"
          : mayCall(definition, caller)
            ? "400 INVALID_INPUT"
            : "403 PERMISSION_DENIED";
      expect(`${status} ${code}`).toBe(expected);
    },
  );
});

/** The table itself, written once more and independently: what each caller may call, by the action's access. */
const MAY: Readonly<Record<CallerName, readonly ActionDefinition["access"][]>> = {
  anonymous: [],
  readOnlyKey: ["read-only"],
  user: ["user", "read-only"],
  otherUser: ["user", "read-only"],
  adminKey: ["admin", "user", "read-only"],
  adminToken: ["admin", "user", "read-only"],
};

function mayCall({ access }: Pick<ActionDefinition, "access">, caller: CallerName): boolean {
  return MAY[caller].includes(access);
}

it("57: unknown actions are told so in the envelope", async () => {
  const response = await fetch(`${world.hub.url}/api/actions/users/doAnything`, {
    method: "POST",
    body: "{}",
  });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ ok: false, errorCode: "NOT_FOUND" });
});

it("57: health answers anybody as documented", async () => {
  const response = await fetch(`${world.hub.url}/api/actions/health`);
  const body = await response.json();
  expect(responseSchema(document, "/api/actions/health", 200).safeParse(body).success).toBe(true);
});

it("43: a body beyond its bound is refused in the envelope", async () => {
  const body = JSON.stringify({ jsonContent: "x".repeat(17 * 1024 * 1024) });
  const response = await callAs(world, "adminToken", "users/getUsers", body);
  expect(response.status).toBe(413);
  expect(await checked("users/getUsers", response)).toMatchObject({ ok: false, errorCode: "BODY_TOO_LARGE" });
});

it("41: an address that goes on sending wrong credentials has to wait, others do not", async () => {
  const call = (credential: string, address: string) =>
    fetch(`${world.hub.url}/api/actions/users/getUsers`, {
      method: "POST",
      headers: { authorization: `Bearer ${credential}`, "x-forwarded-for": address },
      body: "{}",
    });
  const { adminToken } = world.credentials;
  for (let n = 0; n < 100; n++) expect((await call(`guess-${n}`, "198.51.100.7")).status).toBe(401);
  const waiting = await call(`${adminToken}`, "198.51.100.7");
  expect(waiting.status).toBe(429);
  expect(await checked("users/getUsers", waiting)).toMatchObject({ errorCode: "TOO_MANY_ATTEMPTS" });
  expect((await call(`${adminToken}`, "198.51.100.8")).status).toBe(200);
});

/** An address that only this action's calls come from. */
function addressOf(name: string): string {
  const index = definitions.findIndex((definition) => definition.name === name);
  return `203.0.${index >> 8}.${index & 255}`;
}
