import type { Messages } from "next-intl";
import type { Locale } from "./locales";
import { NOUNS } from "./nouns";

/** All texts of a language, by noun. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const entries = await Promise.all(
    NOUNS.map(async (noun) => [noun, (await import(`./messages/${locale}/${noun}.json`)).default] as const),
  );
  // The parity test holds every language to the keys of English.
  return Object.fromEntries(entries) as unknown as Messages;
}
