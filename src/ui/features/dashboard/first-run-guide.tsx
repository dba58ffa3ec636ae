"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { getSetupState } from "@/actions/setup/get-setup-state";
import { useRouter } from "@/i18n/navigation";
import type { DataOf } from "@/ui/api/action-client";
import { PageHeader } from "@/ui/patterns/page-header";
import { Card } from "@/ui/primitives/card";
import { ClientStep } from "./client-step";
import { GuideStep } from "./guide-step";
import { KeyStep, type NewKey, ShownKey } from "./key-step";
import { ProviderStep } from "./provider-step";

interface FirstRunGuideProps {
  readonly setup: DataOf<typeof getSetupState>;
  readonly baseUrl: string;
}

/** What a new hub shows: add a provider, create a key, point a client at the hub, see the first request arrive. */
export function FirstRunGuide({ setup, baseUrl }: FirstRunGuideProps) {
  const t = useTranslations("dashboard");
  const router = useRouter();
  const [newKey, setNewKey] = useState<NewKey>();
  const current = setup.providers === 0 ? 1 : setup.keys === 0 ? 2 : 3;
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t("guideTitle")} hint={t("guideHint")} />
      <Card>
        <GuideStep
          number={1}
          current={current}
          title={t("step1")}
          text={t("step1Text")}
          done={t("step1Done", { count: setup.providers })}
        >
          <ProviderStep onDone={() => router.refresh()} />
        </GuideStep>
        <GuideStep
          number={2}
          current={current}
          title={t("step2")}
          text={t("step2Text")}
          done={newKey ? undefined : t("step2Done", { count: setup.keys })}
          after={newKey && <ShownKey newKey={newKey} />}
        >
          <KeyStep
            onDone={(key) => {
              setNewKey(key);
              router.refresh();
            }}
          />
        </GuideStep>
        <GuideStep number={3} current={current} title={t("step3")} text={t("step3Text")}>
          <ClientStep
            baseUrl={baseUrl}
            apiKey={newKey?.text ?? "YOUR_KEY"}
            onFinish={() => router.refresh()}
          />
        </GuideStep>
      </Card>
    </div>
  );
}
