import { createServer, isIP, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type Agreement, type FakeProxy, type FakeProxyOptions, readUntil, runFakeProxy } from "./fake-proxy";
import { TEST_TLS } from "./test-tls";

/** An HTTP proxy that knows CONNECT (RFC 9110 §9.3.6), with Basic credentials if any. */
export function startHttpProxy(options: FakeProxyOptions = {}): Promise<FakeProxy> {
  return runFakeProxy(createServer(), negotiate, options);
}

/** The same, spoken to in TLS. */
export function startHttpsProxy(options: FakeProxyOptions = {}): Promise<FakeProxy> {
  return runFakeProxy(createTlsServer(TEST_TLS), negotiate, options);
}

async function negotiate(
  client: Socket,
  { credentials, refuse }: FakeProxyOptions,
): Promise<Agreement | null> {
  const head = (await readUntil(client, Buffer.from("\r\n\r\n"))).toString("latin1");
  const [, host = "", port] = /^CONNECT \[?([^\s\]]+?)\]?:(\d+) HTTP\/1\.1\r\n/.exec(head) ?? [];
  if (port === undefined) return end(client, "405 Method Not Allowed");
  const sent = /^proxy-authorization: basic (\S+)/im.exec(head)?.[1];
  // RFC 7617 §2: a colon ends the name, later ones belong to the password.
  const [, username = null, password] =
    /^(.*?):(.*)$/.exec(sent ? Buffer.from(sent, "base64").toString() : "") ?? [];
  const isWelcome = !credentials || (username === credentials.username && password === credentials.password);
  if (!isWelcome) return end(client, "407 Proxy Authentication Required");
  if (refuse) return end(client, "502 Bad Gateway");
  const hostKind = ({ 0: "name", 4: "ipv4", 6: "ipv6" } as const)[isIP(host) as 0 | 4 | 6];
  return {
    tunnel: { host, port: Number(port), hostKind, username },
    confirm: () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"),
  };
}

function end(client: Socket, status: string): null {
  client.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
  return null;
}
