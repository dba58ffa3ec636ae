"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { useWindowRows } from "@/ui/patterns/use-window-rows";
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

/** A card and the gap below it. */
const CARD_HEIGHT = 164;

/** The list on a phone. */
export function ProviderCards({ providers, shares, commands }: ProviderCardsProps) {
  const t = useTranslations("providers.column");
  const { frame, rows, before, after } = useWindowRows<ProviderDisplay, HTMLUListElement>(
    providers,
    CARD_HEIGHT,
  );
  return (
    <ul ref={frame} className="md:hidden" style={{ paddingTop: before, paddingBottom: after }}>
      {rows.map(({ item: provider, index }) => {
        const draw = shares.get(provider.id) ?? NO_DRAW;
        return (
          <li
            key={provider.id}
            aria-setsize={providers.length}
            aria-posinset={index + 1}
            className="pb-2"
            style={{ height: CARD_HEIGHT }}
          >
            <Card className="h-full p-3">
              <div className="flex items-center gap-3">
                <EnabledSwitch provider={provider} commands={commands} />
                <div className="min-w-0 flex-1">
                  <ProviderName provider={provider} commands={commands} />
                </div>
                <ProviderMenu provider={provider} commands={commands} />
              </div>
              <dl className="mt-2.5 grid grid-cols-[1fr_1fr_1.35fr] gap-x-3 gap-y-2 text-sm">
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
