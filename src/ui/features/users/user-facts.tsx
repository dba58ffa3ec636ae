"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { UserDisplay } from "@/actions/users/user-display";
import { useFormat } from "@/ui/format/use-format";
import { cn } from "@/ui/primitives/cn";
import { limitLines } from "./limit-lines";
import { useLimitTexts } from "./limits-summary";

/** What a row has no room for, in full: it applies to every key of the user. */
export function UserFacts({ user }: { readonly user: UserDisplay }) {
  const t = useTranslations("users");
  const format = useFormat();
  const { full } = useLimitTexts();
  const limits = limitLines(user);
  return (
    <dl className="mb-3 flex flex-wrap gap-x-6 gap-y-1 text-xs">
      {user.note && (
        // Where there is room for it the row has shown it.
        <Fact name={t("note")} className="md:hidden">
          {user.note}
        </Fact>
      )}
      {user.tags.length > 0 && <Fact name={t("tags")}>{user.tags.join(", ")}</Fact>}
      {limits.length > 0 && <Fact name={t("limits")}>{limits.map(full).join(" · ")}</Fact>}
      {user.allowedClients.length > 0 && (
        <Fact name={t("allowedClients")}>{user.allowedClients.join(", ")}</Fact>
      )}
      {user.allowedModels.length > 0 && (
        <Fact name={t("allowedModels")}>{user.allowedModels.join(", ")}</Fact>
      )}
      <Fact name={t("created")}>{format.day(user.createdAt)}</Fact>
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly className?: string;
}

function Fact({ name, children, className }: FactProps) {
  return (
    <div className={cn("flex min-w-0 gap-1.5", className)}>
      <dt className="shrink-0 text-ink-faint">{name}</dt>
      <dd className="min-w-0 break-words text-ink-soft">{children}</dd>
    </div>
  );
}
