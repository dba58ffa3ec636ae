import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { getSetupState } from "@/actions/setup/get-setup-state";
import { getUsageLogs } from "@/actions/usage-logs/get-usage-logs";
import { dataOrThrow } from "@/app/data-or-throw";
import { hubAddress } from "@/app/hub-address";
import { currentCaller } from "@/app/visit";
import { dayWindow } from "@/lib/time-window";
import { FirstRunGuide } from "@/ui/features/dashboard/first-run-guide";
import { Overview } from "@/ui/features/dashboard/overview";
import { todayInput } from "@/ui/features/dashboard/today";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

export default async function Page() {
  const isAdmin = (await currentCaller())?.role === "admin";
  const setup = isAdmin ? dataOrThrow(await getSetupState({})) : null;
  const baseUrl = await hubAddress();
  if (setup && !setup.hasRequests) return <FirstRunGuide setup={setup} baseUrl={baseUrl} />;
  const { startsAt } = dayWindow(Date.now(), "00:00", await getTimeZone());
  const today = dataOrThrow(await getUsageLogs(todayInput(startsAt)));
  return <Overview dayStartsAt={startsAt} today={today} baseUrl={baseUrl} />;
}
