"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader } from "@/ui/patterns/page-header";
import { DeleteTargetDialog } from "./delete-target-dialog";
import { DeliveryHistory } from "./delivery-history";
import { KindDialog } from "./kind-dialog";
import { KindList } from "./kind-list";
import { MasterCard } from "./master-card";
import type { NotificationData, Target } from "./notifications";
import { TargetDialog } from "./target-dialog";
import { TargetList } from "./target-list";
import { useNotificationData } from "./use-notification-data";
import { useOpenKind, useOpenTarget } from "./use-opened";

/** What the hub tells of by itself: of what, to whom, and what became of it. */
export function NotificationsPage({ data: first }: { readonly data: NotificationData }) {
  const t = useTranslations("notifications");
  const data = useNotificationData(first);
  const [kind, setKind] = useOpenKind();
  const [openTarget, setOpenTarget] = useOpenTarget();
  const [doomed, setDoomed] = useState<Target | null>(null);
  const edited = data.targets.find(({ id }) => String(id) === openTarget) ?? null;
  return (
    <>
      <PageHeader title={t("title")} hint={<span className="max-sm:hidden">{t("hint")}</span>} />
      <MasterCard settings={data.settings} />
      <KindList {...data} onOpen={(type) => void setKind(type)} />
      <TargetList
        targets={data.targets}
        onAdd={() => void setOpenTarget("new")}
        onEdit={({ id }) => void setOpenTarget(String(id))}
        onDelete={setDoomed}
      />
      <DeliveryHistory targets={data.targets} />
      {kind && (
        <KindDialog
          key={kind}
          type={kind}
          data={data}
          onClose={() => setKind(null, { history: "replace" })}
        />
      )}
      {(edited || openTarget === "new") && (
        <TargetDialog
          key={openTarget}
          target={edited}
          onClose={() => setOpenTarget(null, { history: "replace" })}
        />
      )}
      {doomed && <DeleteTargetDialog target={doomed} onClose={() => setDoomed(null)} />}
    </>
  );
}
