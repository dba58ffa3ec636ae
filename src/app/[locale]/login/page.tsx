import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRuntime } from "@/services/runtime/runtime";
import { LoginPage } from "@/ui/features/login/login-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("login");
  return { title: t("title") };
}

interface PageProps {
  readonly searchParams: Promise<{ from?: string }>;
}

export default async function Page({ searchParams }: PageProps) {
  const [{ from }, { env }] = await Promise.all([searchParams, getRuntime()]);
  return <LoginPage from={from} needsHttps={env.ENABLE_SECURE_COOKIES} />;
}
