"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
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

/** The list on screens wide enough for a table. */
export function ProviderTable({ providers, shares, commands }: ProviderListProps) {
  const t = useTranslations("providers.column");
  return (
    <Card className="overflow-hidden max-md:hidden">
      <Table>
        <thead>
          <tr>
            <Th className="w-14 pl-4">
              <span className="sr-only">{t("state")}</span>
            </Th>
            <Th>{t("provider")}</Th>
            <Th>{t("group")}</Th>
            <Th className="text-right">{t("priority")}</Th>
            <Th className="text-right">{t("weight")}</Th>
            <Th className="text-right">{t("cost")}</Th>
            <Th>{t("limits")}</Th>
            <Th>{t("models")}</Th>
            <Th className="w-12">
              <span className="sr-only">{t("actions")}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {providers.map((provider) => {
            const draw = shares.get(provider.id) ?? NO_DRAW;
            return (
              <Tr key={provider.id}>
                <Td className="h-11 pl-4">
                  <EnabledSwitch provider={provider} commands={commands} />
                </Td>
                <Td className="max-w-80">
                  <ProviderName provider={provider} commands={commands} />
                </Td>
                <Td className="max-w-52">
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
                <Td className="max-w-64">
                  <Models provider={provider} />
                </Td>
                <Td className="pr-2 pl-0 text-right">
                  <ProviderMenu provider={provider} commands={commands} />
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
