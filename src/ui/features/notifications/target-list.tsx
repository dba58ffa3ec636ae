"use client";
import { Plus, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/ui/patterns/empty-state";
import { Button } from "@/ui/primitives/button";
import { Card, CardHeader } from "@/ui/primitives/card";
import type { Target } from "./notifications";
import { TargetRow } from "./target-row";

interface TargetListProps {
  readonly targets: readonly Target[];
  readonly onAdd: () => void;
  readonly onEdit: (target: Target) => void;
  readonly onDelete: (target: Target) => void;
}

/** Where notifications go. */
export function TargetList({ targets, onAdd, ...commands }: TargetListProps) {
  const t = useTranslations("notifications");
  const add = (
    <Button size={targets.length > 0 ? "sm" : "md"} variant="primary" onClick={onAdd}>
      <Plus aria-hidden />
      {t("addTarget")}
    </Button>
  );
  return (
    <Card className="mb-4">
      <CardHeader title={t("targets")} hint={<span className="max-sm:hidden">{t("targetsHint")}</span>}>
        {targets.length > 0 && add}
      </CardHeader>
      {targets.length === 0 ? (
        <EmptyState icon={Send} title={t("noTargets")} text={t("noTargetsText")}>
          {add}
        </EmptyState>
      ) : (
        <ul aria-label={t("targets")} className="divide-y">
          {targets.map((target) => (
            <TargetRow key={target.id} target={target} {...commands} />
          ))}
        </ul>
      )}
    </Card>
  );
}
