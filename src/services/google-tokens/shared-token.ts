import "server-only";
import { z } from "zod";
import type { SharedCells } from "@/infra/cells/port";
import type { Secrets } from "@/infra/crypto/secrets";
import { parseJson } from "@/lib/parse-json";
import { Secret } from "@/lib/secret";
import type { AccessToken } from "./access-token";

/** What all replicas know of one credential. */
export interface SharedToken {
  readonly token: AccessToken | null;
  /** A replica is getting another token, until then at the latest (epoch ms); 0 = nobody is. */
  readonly claimedUntil: number;
}

const Kept = z.object({
  token: z.object({ text: z.string(), expiresAt: z.number(), refreshAt: z.number() }).nullable(),
  claimedUntil: z.number(),
});

/** One credential's cell. Tokens are encrypted in it. */
export class SharedTokenCell {
  constructor(
    private readonly name: string,
    private readonly cells: SharedCells,
    private readonly secrets: Pick<Secrets, "seal" | "open">,
  ) {}

  async read(): Promise<SharedToken & { readonly version: number }> {
    const state = await this.cells.readAll(null);
    const cell = state?.cells.get(this.name);
    return { ...NOTHING, ...(cell && this.opened(cell.value)), version: cell?.version ?? 0 };
  }

  /** @returns the new version; null when another replica was faster */
  async write(version: number, { token, claimedUntil }: SharedToken): Promise<number | null> {
    const kept = {
      token: token && { text: token.secret.reveal(), expiresAt: token.expiresAt, refreshAt: token.refreshAt },
      claimedUntil,
    };
    const sealed = this.secrets.seal(JSON.stringify(kept));
    const write = await this.cells.compareAndSet(this.name, version, sealed);
    return write.written ? write.version : null;
  }

  /** What another key sealed is as good as nothing. */
  private opened(sealed: string): SharedToken | null {
    try {
      const { data } = Kept.safeParse(parseJson<unknown>(this.secrets.open(sealed)));
      if (!data) return null;
      const { token, claimedUntil } = data;
      if (!token) return { token, claimedUntil };
      const { text, expiresAt, refreshAt } = token;
      return { token: { secret: new Secret(text), expiresAt, refreshAt }, claimedUntil };
    } catch {
      return null;
    }
  }
}

const NOTHING: SharedToken = { token: null, claimedUntil: 0 };
