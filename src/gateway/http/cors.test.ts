import { expect, it } from "vitest";
import { preflightReply, withCors } from "./cors";

const fields = (headers: readonly string[]) =>
  Object.fromEntries(
    headers.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), headers[at + 1]]] : [])),
  );

const reply = (headers: string[]) => ({ status: 200, headers, body: null });

it("opens replies to everybody, in the hub's words alone", () => {
  const { headers } = withCors(reply(["Access-Control-Allow-Origin", "https://upstream", "x", "1"]), []);
  expect(headers.join()).not.toContain("upstream");
  expect(fields(headers)).toEqual({
    x: "1",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": expect.stringContaining("retry-after"),
  });
});

it("answers a browser with its own origin, and merges Vary", () => {
  const { headers } = withCors(reply(["Vary", "accept-encoding, ORIGIN"]), ["Origin", "https://app"]);
  expect(fields(headers)).toMatchObject({
    vary: "accept-encoding, Origin",
    "access-control-allow-origin": "https://app",
    "access-control-allow-credentials": "true",
  });
  expect(headers.filter((name) => name.toLowerCase() === "vary")).toHaveLength(1);
});

it("answers preflights, with the headers that were asked for", () => {
  const plain = preflightReply([]);
  expect(plain.status).toBe(204);
  expect(fields(plain.headers)).toMatchObject({
    "access-control-allow-methods": "GET,POST,PUT,PATCH,DELETE,OPTIONS",
    "access-control-allow-headers": expect.stringContaining("x-goog-api-key"),
    "access-control-max-age": "86400",
  });
  const asked = preflightReply(["origin", "https://app", "access-control-request-headers", "x-custom"]);
  expect(fields(asked.headers)).toMatchObject({
    "access-control-allow-headers": "x-custom",
    vary: "Access-Control-Request-Headers, Origin",
  });
});
