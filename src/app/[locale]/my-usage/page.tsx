import { getLocale } from "next-intl/server";
import { currentCaller } from "@/app/visit";
import { redirect } from "@/i18n/navigation";
import { ReadOnlyNotice } from "@/ui/features/login/read-only-notice";

/** Where keys land that may not sign in to the dashboard. */
export default async function Page() {
  const [caller, locale] = await Promise.all([currentCaller(), getLocale()]);
  if (!caller) return redirect({ href: "/login", locale });
  if (!caller.holder || caller.role !== "read-only") return redirect({ href: "/dashboard", locale });
  const { key, user } = caller.holder;
  return <ReadOnlyNotice keyName={key.name} userName={user.name} />;
}
