import { afterEach, describe, expect, it } from "vitest";
import { judgeOutbound } from "@/domain/outbound/outbound-policy";
import { DIRECT, UpstreamClient } from "@/infra/http/upstream-client";
import { startOrigin } from "../../../dev/fake-proxy/origin";

/** The policy where it counts: when a connection is made. */

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

function keep<Opened extends { close(): unknown }>(each: Opened): Opened {
  opened.push(each);
  return each;
}

function send(origin: string, isAllowed: (host: string) => boolean) {
  const client = keep(
    new UpstreamClient({
      connectTimeoutMs: 2_000,
      headersTimeoutMs: 10_000,
      bodyTimeoutMs: 10_000,
      isAllowed,
      allowHttp2: () => false,
    }),
  );
  return client.send({ method: "POST", origin, path: "/", headers: [], body: null, egress: DIRECT });
}

describe("44: the policy", () => {
  const deny = (host: string) => judgeOutbound(host, { privateNetworks: "deny" }) === "allowed";
  const allow = (host: string) => judgeOutbound(host, { privateNetworks: "allow" }) === "allowed";
  /** Lets every name pass, as one that nobody has heard of would. */
  const denyAddressesOnly = (host: string) => host === "localhost" || deny(host);

  it.each([
    ["a forbidden address", "127.0.0.1", deny],
    ["a forbidden address in another spelling", "0x7f.1", deny],
    ["an IPv6 address that stands for one", "[::ffff:127.0.0.1]", deny],
    ["a name that is forbidden", "localhost", deny],
    ["a name that resolves to forbidden addresses only", "localhost", denyAddressesOnly],
    ["a metadata address though private networks are allowed", "169.254.169.254", allow],
  ])("connects to no server at %s", async (_name, host, isAllowed) => {
    const origin = keep(await startOrigin());
    const url = new URL(`http://${host}:${origin.port}`).origin;
    await expect(send(url, isAllowed).response).rejects.toMatchObject({ failure: "forbidden" });
    expect(origin.peerPorts).toEqual([]);
  });

  it("lets private networks be reached where they are allowed", async () => {
    const origin = keep(await startOrigin());
    for (const host of ["127.0.0.1", "localhost"]) {
      const { status } = await send(`http://${host}:${origin.port}`, allow).response;
      expect(status).toBe(200);
    }
  });

  it("follows no redirect", async () => {
    const target = keep(await startOrigin());
    const origin = keep(
      await startOrigin((_request, response) =>
        response.writeHead(307, { location: `http://127.0.0.1:${target.port}/` }).end(),
      ),
    );
    expect((await send(`http://127.0.0.1:${origin.port}`, allow).response).status).toBe(307);
    expect(target.peerPorts).toEqual([]);
  });
});
