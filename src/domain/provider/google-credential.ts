import { z } from "zod";
import { parseJson } from "@/lib/parse-json";

/** An access token that came with a credential. */
export interface GivenToken {
  readonly text: string;
  /** Epoch ms; null where the credential does not say. */
  readonly expiresAt: number | null;
}

/** What an OAuth JSON of Google's says: whose it is, and how tokens are got for it. */
export type GoogleCredential = { readonly tokenUri: string; readonly given: GivenToken | null } & (
  | {
      readonly kind: "authorized-user";
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    }
  | {
      readonly kind: "service-account";
      readonly email: string;
      readonly privateKey: string;
      readonly privateKeyId: string | null;
    }
  /** Nothing but a token; when it is over, so is the credential. */
  | { readonly kind: "token-only" }
);

const DEFAULT_TOKEN_URI = "https://oauth2.googleapis.com/token";

const text = z.string().min(1);

/** As gcloud, Google's libraries and Gemini CLI write it. Gemini CLI leaves out the client's id and secret. */
const Wire = z.object({
  type: z.string().optional(),
  token_uri: z.url({ protocol: /^https?$/ }).default(DEFAULT_TOKEN_URI),
  access_token: text.optional(),
  /** Epoch ms: the original's name for it, and Gemini CLI's. */
  expires_at: z.number().optional(),
  expiry_date: z.number().optional(),
  client_id: text.optional(),
  client_secret: text.optional(),
  refresh_token: text.optional(),
  client_email: text.optional(),
  private_key: text.optional(),
  private_key_id: text.optional(),
});

/** Whether a provider's key is an OAuth JSON; an API key never begins with a brace. */
export function isGoogleCredential(key: string): boolean {
  return key.trimStart().startsWith("{");
}

/** The credential in a provider's key; null where it is not one that tokens could be got with. */
export function parseGoogleCredential(key: string): GoogleCredential | null {
  const { success, data: wire } = Wire.safeParse(parseJson<unknown>(key));
  if (!success) return null;
  const common = { tokenUri: wire.token_uri, given: givenToken(wire) };
  const { client_email: email, private_key: privateKey } = wire;
  if (email && privateKey) {
    const privateKeyId = wire.private_key_id ?? null;
    return { kind: "service-account", email, privateKey, privateKeyId, ...common };
  }
  const { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken } = wire;
  if (clientId && clientSecret && refreshToken) {
    return { kind: "authorized-user", clientId, clientSecret, refreshToken, ...common };
  }
  return common.given === null ? null : { kind: "token-only", ...common };
}

function givenToken(wire: z.output<typeof Wire>): GivenToken | null {
  if (!wire.access_token) return null;
  return { text: wire.access_token, expiresAt: wire.expires_at ?? wire.expiry_date ?? null };
}
