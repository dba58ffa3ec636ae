import { createServer, type Socket } from "node:net";
import {
  type Agreement,
  type FakeProxy,
  type FakeProxyOptions,
  readExactly,
  readUntil,
  runFakeProxy,
  type TunnelRecord,
} from "./fake-proxy";

/** A SOCKS proxy that speaks version 4, 4a and 5 (RFC 1928, RFC 1929), whichever a client begins with. */
export function startSocksProxy(options: FakeProxyOptions = {}): Promise<FakeProxy> {
  return runFakeProxy(createServer(), negotiate, options);
}

async function negotiate(client: Socket, options: FakeProxyOptions): Promise<Agreement | null> {
  const [version] = await readExactly(client, 1);
  return version === 4 ? negotiateSocks4(client, options) : negotiateSocks5(client, options);
}

const NUL = Buffer.from([0]);

/** Version 4 knows a user's name and no password. */
async function negotiateSocks4(
  client: Socket,
  { credentials, refuse }: FakeProxyOptions,
): Promise<Agreement | null> {
  const request = await readExactly(client, 7);
  const port = request.readUInt16BE(1);
  const address = request.subarray(3);
  const username = (await readUntil(client, NUL)).subarray(0, -1).toString();
  // 4a: an address 0.0.0.x that cannot be announces a name.
  const isName = address.readUInt32BE(0) < 256;
  const host = isName ? (await readUntil(client, NUL)).subarray(0, -1).toString() : [...address].join(".");
  const answer = (code: number) => client.write(Buffer.from([0, code, 0, 0, 0, 0, 0, 0]));
  if (refuse || (credentials && credentials.username !== username)) {
    answer(91);
    client.end();
    return null;
  }
  const tunnel = { host, port, hostKind: isName ? "name" : "ipv4", username: username || null } as const;
  return { tunnel, confirm: () => answer(90) };
}

async function negotiateSocks5(client: Socket, options: FakeProxyOptions): Promise<Agreement | null> {
  const [methods = 0] = await readExactly(client, 1);
  const offered = await readExactly(client, methods);
  const method = options.credentials ? 2 : 0;
  if (!offered.includes(method)) return end(client, [5, 0xff]);
  client.write(Buffer.from([5, method]));
  const username = options.credentials ? await readCredentials(client) : null;
  if (options.credentials) {
    const { username: name, password } = options.credentials;
    if (username !== `${name}:${password}`) return end(client, [1, 1]);
    client.write(Buffer.from([1, 0]));
  }
  const target = await readTarget(client);
  if (options.refuse) return end(client, reply(5));
  return {
    tunnel: { ...target, username: username?.split(":")[0] ?? null },
    confirm: () => client.write(Buffer.from(reply(0))),
  };
}

async function readCredentials(client: Socket): Promise<string> {
  const [, nameLength = 0] = await readExactly(client, 2);
  const name = await readExactly(client, nameLength);
  const [passwordLength = 0] = await readExactly(client, 1);
  return `${name}:${await readExactly(client, passwordLength)}`;
}

async function readTarget(client: Socket): Promise<Omit<TunnelRecord, "username">> {
  const [, , , type] = await readExactly(client, 4);
  if (type === 3) {
    const [length = 0] = await readExactly(client, 1);
    const host = (await readExactly(client, length)).toString();
    return { host, hostKind: "name", port: await readPort(client) };
  }
  if (type === 1) {
    const host = [...(await readExactly(client, 4))].join(".");
    return { host, hostKind: "ipv4", port: await readPort(client) };
  }
  const host = (await readExactly(client, 16)).toString("hex");
  return { host, hostKind: "ipv6", port: await readPort(client) };
}

async function readPort(client: Socket): Promise<number> {
  return (await readExactly(client, 2)).readUInt16BE(0);
}

function reply(code: number): number[] {
  return [5, code, 0, 1, 0, 0, 0, 0, 0, 0];
}

function end(client: Socket, bytes: readonly number[]): null {
  client.end(Buffer.from(bytes));
  return null;
}
