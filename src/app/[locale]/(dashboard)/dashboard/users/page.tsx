import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getUsers } from "@/actions/users/get-users";
import { dataOrThrow } from "@/app/data-or-throw";
import { hubAddress } from "@/app/hub-address";
import { currentCaller } from "@/app/visit";
import { redirect } from "@/i18n/navigation";
import { UsersPage } from "@/ui/features/users/users-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("users");
  return { title: t("title") };
}

export default async function Page() {
  const [caller, locale] = await Promise.all([currentCaller(), getLocale()]);
  if (!caller || caller.role === "read-only") return redirect({ href: "/login", locale });
  const { holder, role } = caller;
  const viewer = { name: holder?.user.name ?? "", role, userId: holder?.user.id ?? null };
  return <UsersPage users={dataOrThrow(await getUsers({}))} viewer={viewer} baseUrl={await hubAddress()} />;
}
