"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { Card } from "@/ui/primitives/card";
import type { DrawShare } from "./draw-share";
import { EnabledSwitch } from "./enabled-switch";
import { Limits } from "./limits-cell";
import { Models } from "./models-cell";
import type { ProviderCommands } from "./provider-commands";
import { ProviderMenu } from "./provider-menu";
import { ProviderName } from "./provider-name";
import { Cost, Groups, Priority, Weight } from "./routing-cells";

interface ProviderCardsProps {
  readonly providers: readonly ProviderDisplay[];
  readonly shares: ReadonlyMap<number, DrawShare>;
  readonly commands: ProviderCommands;
}

const NO_DRAW: DrawShare = { share: null, rivals: 0 };

/** The list on a phone. */
export function ProviderCards({ providers, shares, commands }: ProviderCardsProps) {
  const t = useTranslations("providers.column");
  return (
    <ul className="flex flex-col gap-2 md:hidden">
      {providers.map((provider) => {
        const draw = shares.get(provider.id) ?? NO_DRAW;
        return (
          <li key={provider.id}>
            <Card className="p-3">
              <div className="flex items-center gap-3">
                <EnabledSwitch provider={provider} commands={commands} />
                <div className="min-w-0 flex-1">
                  <ProviderName provider={provider} commands={commands} />
                </div>
                <ProviderMenu provider={provider} commands={commands} />
              </div>
              <dl className="mt-2.5 grid grid-cols-3 gap-x-3 gap-y-2 text-sm">
                <Fact name={t("priority")}>
                  <Priority provider={provider} draw={draw} />
                </Fact>
                <Fact name={t("weight")}>
                  <Weight provider={provider} draw={draw} />
                </Fact>
                <Fact name={t("cost")}>
                  <Cost provider={provider} />
                </Fact>
                <Fact name={t("group")}>
                  <Groups provider={provider} />
                </Fact>
                <Fact name={t("limits")}>
                  <Limits provider={provider} />
                </Fact>
                <Fact name={t("models")}>
                  <Models provider={provider} />
                </Fact>
              </dl>
            </Card>
          </li>
        );
      })}
    </ul>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="truncate tabular">{children}</dd>
    </div>
  );
}
