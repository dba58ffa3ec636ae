import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getWebSessions } from "@/actions/web-sessions/get-web-sessions";
import { dataOrThrow } from "@/app/data-or-throw";
import { SignInsPage } from "@/ui/features/account/sign-ins-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function Page() {
  return <SignInsPage sessions={dataOrThrow(await getWebSessions({}))} />;
}
