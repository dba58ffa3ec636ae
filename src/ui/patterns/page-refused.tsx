"use client";
import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FailureEnvelope } from "@/domain/envelope";
import { Link, useRouter } from "@/i18n/navigation";
import { Button } from "@/ui/primitives/button";
import { Card } from "@/ui/primitives/card";
import { EmptyState } from "./empty-state";
import { ErrorState } from "./error-state";
import { PageHeader } from "./page-header";

interface PageRefusedProps {
  readonly title: string;
  readonly failure: FailureEnvelope;
  /** Why the page is not for everybody, and whom to ask. */
  readonly adminOnlyText: string;
}

/** A page for those who may not see it, and for when it could not be read. */
export function PageRefused({ title, failure, adminOnlyText }: PageRefusedProps) {
  const t = useTranslations("common");
  const router = useRouter();
  return (
    <>
      <PageHeader title={title} />
      <Card>
        {failure.errorCode === "PERMISSION_DENIED" ? (
          <EmptyState icon={ShieldAlert} title={t("adminOnly")} text={adminOnlyText}>
            <Button asChild>
              <Link href="/dashboard">{t("toDashboard")}</Link>
            </Button>
          </EmptyState>
        ) : (
          <ErrorState error={failure} onRetry={() => router.refresh()} />
        )}
      </Card>
    </>
  );
}
