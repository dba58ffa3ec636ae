import { once } from "node:events";
import { connect, type Server, type Socket } from "node:net";

/** A connection that a client asked a proxy for. */
export interface TunnelRecord {
  /** As the client named it: a name means that the proxy resolves it. */
  readonly host: string;
  readonly port: number;
  readonly hostKind: "name" | "ipv4" | "ipv6";
  readonly username: string | null;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface FakeProxyOptions {
  /** Asked of every client. */
  readonly credentials?: Credentials;
  /** Refuses every tunnel in the protocol's own way. */
  readonly refuse?: boolean;
  /** Takes connections and never answers. */
  readonly hang?: boolean;
}

/** A proxy on loopback. It takes every name for loopback, so that names which resolve nowhere work through it alone. */
export interface FakeProxy {
  readonly port: number;
  /** Live list of the tunnels opened. */
  readonly tunnels: readonly TunnelRecord[];
  /** Connections made to it, refused ones included. */
  readonly connections: number;
  /** Local ports of its own connections: an upstream sees them as its peers' ports. */
  readonly outgoingPorts: ReadonlySet<number>;
  close(): Promise<void>;
}

/** What a proxy's protocol does with a client: agrees on a tunnel, or ends the connection. */
export type Negotiate = (client: Socket, options: FakeProxyOptions) => Promise<Agreement | null>;

export interface Agreement {
  readonly tunnel: TunnelRecord;
  /** Tells the client that the tunnel stands. */
  readonly confirm: () => void;
}

/** Runs a proxy's protocol on a server of its own. */
export async function runFakeProxy(
  server: Server,
  negotiate: Negotiate,
  options: FakeProxyOptions,
): Promise<FakeProxy> {
  const tunnels: TunnelRecord[] = [];
  const outgoingPorts = new Set<number>();
  const sockets = new Set<Socket>();
  let connections = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  };
  const serve = async (client: Socket) => {
    if (options.hang) return;
    const agreement = await negotiate(client, options);
    if (!agreement) return;
    const { tunnel, confirm } = agreement;
    const upstream = connect(tunnel.port, tunnel.hostKind === "ipv6" ? "::1" : "127.0.0.1");
    keep(upstream);
    await once(upstream, "connect");
    tunnels.push(tunnel);
    outgoingPorts.add(upstream.localPort as number);
    confirm();
    client.pipe(upstream).pipe(client);
    client.once("close", () => upstream.destroy());
    upstream.once("close", () => client.destroy());
  };
  server.on("secureConnection", (socket: Socket) => void serve(socket).catch(() => socket.destroy()));
  server.on("connection", (socket: Socket) => {
    connections++;
    keep(socket);
    // A TLS server hands its sockets over once they are secure.
    if (!("setSecureContext" in server)) void serve(socket).catch(() => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as { port: number }).port,
    tunnels,
    outgoingPorts,
    get connections() {
      return connections;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Reads exactly so many bytes, or throws when the client leaves before. */
export async function readExactly(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const chunk = socket.read(bytes) as Buffer | null;
    if (chunk?.length === bytes) return chunk;
    if (socket.readableEnded || socket.destroyed) throw new Error("the client left");
    await Promise.race([once(socket, "readable"), once(socket, "close")]);
  }
}

/** Reads up to and including a mark, one byte after the other: what follows belongs to somebody else. */
export async function readUntil(socket: Socket, mark: Buffer): Promise<Buffer> {
  const read: Buffer[] = [];
  for (;;) {
    read.push(await readExactly(socket, 1));
    const all = Buffer.concat(read);
    if (all.subarray(-mark.length).equals(mark)) return all;
  }
}
