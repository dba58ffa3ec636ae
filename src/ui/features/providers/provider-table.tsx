"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { useWindowRows } from "@/ui/patterns/use-window-rows";
import { Card } from "@/ui/primitives/card";
import { Table, Td, Th, Tr } from "@/ui/primitives/table";
import type { DrawShare } from "./draw-share";
import { EnabledSwitch } from "./enabled-switch";
import { Limits } from "./limits-cell";
import { Models } from "./models-cell";
import type { ProviderCommands } from "./provider-commands";
import { ProviderMenu } from "./provider-menu";
import { ProviderName } from "./provider-name";
import { Cost, Groups, Priority, Weight } from "./routing-cells";

interface ProviderListProps {
  readonly providers: readonly ProviderDisplay[];
  readonly shares: ReadonlyMap<number, DrawShare>;
  readonly commands: ProviderCommands;
}

const NO_DRAW: DrawShare = { share: null, rivals: 0 };
const ROW_HEIGHT = 44;

/** The list on screens wide enough for a table. Columns are fixed, as rows come and go while one scrolls. */
export function ProviderTable({ providers, shares, commands }: ProviderListProps) {
  const { frame, rows, before, after } = useWindowRows<ProviderDisplay, HTMLTableSectionElement>(
    providers,
    ROW_HEIGHT,
  );
  return (
    <Card className="overflow-hidden max-md:hidden">
      <Table className="min-w-[60rem] table-fixed" aria-rowcount={providers.length + 1}>
        <ProviderTableHead />
        <tbody ref={frame}>
          {before > 0 && <tr style={{ height: before }} />}
          {rows.map(({ item: provider, index }) => {
            const draw = shares.get(provider.id) ?? NO_DRAW;
            return (
              <Tr key={provider.id} aria-rowindex={index + 2} style={{ height: ROW_HEIGHT }}>
                <Td className="pl-4">
                  <EnabledSwitch provider={provider} commands={commands} />
                </Td>
                <Td>
                  <ProviderName provider={provider} commands={commands} />
                </Td>
                <Td>
                  <Groups provider={provider} />
                </Td>
                <Td className="text-right tabular">
                  <Priority provider={provider} draw={draw} />
                </Td>
                <Td className="text-right tabular">
                  <Weight provider={provider} draw={draw} />
                </Td>
                <Td className="text-right tabular">
                  <Cost provider={provider} />
                </Td>
                <Td className="tabular">
                  <Limits provider={provider} />
                </Td>
                <Td>
                  <Models provider={provider} />
                </Td>
                <Td className="pr-2 pl-0 text-right">
                  <ProviderMenu provider={provider} commands={commands} />
                </Td>
              </Tr>
            );
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </Table>
    </Card>
  );
}

function ProviderTableHead() {
  const t = useTranslations("providers.column");
  return (
    <thead>
      <tr>
        <Th className="w-14 pl-4">
          <span className="sr-only">{t("state")}</span>
        </Th>
        <Th>{t("provider")}</Th>
        <Th className="w-42">{t("group")}</Th>
        <Th className="w-22 text-right">{t("priority")}</Th>
        <Th className="w-18 text-right">{t("weight")}</Th>
        <Th className="w-20 text-right">{t("cost")}</Th>
        <Th className="w-40">{t("limits")}</Th>
        <Th className="w-52">{t("models")}</Th>
        <Th className="w-12">
          <span className="sr-only">{t("actions")}</span>
        </Th>
      </tr>
    </thead>
  );
}
