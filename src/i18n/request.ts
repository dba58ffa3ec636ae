import { hasLocale } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { loadMessages } from "./load-messages";
import { routing } from "./routing";

export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale;
  const locale = hasLocale(routing.locales, asked) ? asked : routing.defaultLocale;
  // Times are shown in the hub's own zone: the one its days and limits are counted in.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { locale, messages: await loadMessages(locale), timeZone };
});
