import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { UpstreamTransportError } from "./upstream-error";

/** Whether a host, given as a name or as an address, may be connected to. */
export type IsAllowed = (host: string) => boolean;

/** @throws {UpstreamTransportError} `forbidden` */
export function assertAllowed(host: string, isAllowed: IsAllowed): void {
  if (!isAllowed(host)) throw forbidden();
}

/**
 * `dns.lookup` that gives only addresses which may be connected to. Used as a socket's `lookup`, the addresses judged
 * are the very ones connected to: no second answer of the name's server can slip in between.
 */
export function guardedLookup(isAllowed: IsAllowed): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const allowed = addresses.filter(({ address }) => isAllowed(address));
      const [first] = allowed;
      if (!first) return callback(forbidden(), []);
      if (options.all) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };
}

/**
 * An address of `hostname` that may be connected to; an address given is given back.
 *
 * @param family 4 where the asking protocol knows no other, else 0
 * @throws {UpstreamTransportError} `forbidden`; else what DNS says
 */
export function resolveAllowed(hostname: string, family: 0 | 4, isAllowed: IsAllowed): Promise<string> {
  return new Promise((resolve, reject) => {
    guardedLookup(isAllowed)(hostname, { family, all: true }, (error, addresses) => {
      if (error) reject(error);
      else resolve((addresses as LookupAddress[])[0]?.address as string);
    });
  });
}

function forbidden(): UpstreamTransportError {
  return new UpstreamTransportError(
    "forbidden",
    "the hub's outbound policy forbids this address (see OUTBOUND_PRIVATE_NETWORKS)",
    undefined,
  );
}
