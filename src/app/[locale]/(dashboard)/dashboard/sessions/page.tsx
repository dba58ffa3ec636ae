import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getAllSessions } from "@/actions/active-sessions/get-all-sessions";
import { dataOrThrow } from "@/app/data-or-throw";
import { SHOWN } from "@/ui/features/sessions/session";
import { SessionsPage } from "@/ui/features/sessions/sessions-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sessions");
  return { title: t("title") };
}

export default async function Page() {
  const first = dataOrThrow(await getAllSessions({ pageSize: SHOWN }));
  return <SessionsPage first={first} />;
}
