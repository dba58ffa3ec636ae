import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getUsers } from "@/actions/users/get-users";
import { currentCaller } from "@/app/visit";
import { redirect } from "@/i18n/navigation";
import { UsersPage } from "@/ui/features/users/users-page";
import { ErrorState } from "@/ui/patterns/error-state";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("users");
  return { title: t("title") };
}

export default async function Page() {
  const [caller, locale, users] = await Promise.all([currentCaller(), getLocale(), getUsers({})]);
  if (!caller || caller.role === "read-only") return redirect({ href: "/login", locale });
  if (!users.ok) return <ErrorState error={users} />;
  const { holder, role } = caller;
  const viewer = { name: holder?.user.name ?? "", role, userId: holder?.user.id ?? null };
  return <UsersPage users={users.data} viewer={viewer} />;
}
