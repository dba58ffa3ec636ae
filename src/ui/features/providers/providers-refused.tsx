"use client";
import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FailureEnvelope } from "@/domain/envelope";
import { Link, useRouter } from "@/i18n/navigation";
import { EmptyState } from "@/ui/patterns/empty-state";
import { ErrorState } from "@/ui/patterns/error-state";
import { PageHeader } from "@/ui/patterns/page-header";
import { Button } from "@/ui/primitives/button";
import { Card } from "@/ui/primitives/card";

/** The page for those who may not see it, and for when it could not be read. */
export function ProvidersRefused({ failure }: { readonly failure: FailureEnvelope }) {
  const t = useTranslations("providers");
  const common = useTranslations("common");
  const router = useRouter();
  return (
    <>
      <PageHeader title={t("title")} />
      <Card>
        {failure.errorCode === "PERMISSION_DENIED" ? (
          <EmptyState icon={ShieldAlert} title={t("adminOnly")} text={t("adminOnlyText")}>
            <Button asChild>
              <Link href="/dashboard">{common("toDashboard")}</Link>
            </Button>
          </EmptyState>
        ) : (
          <ErrorState error={failure} onRetry={() => router.refresh()} />
        )}
      </Card>
    </>
  );
}
