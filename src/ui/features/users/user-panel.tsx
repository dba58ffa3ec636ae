"use client";
import { Plus } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import type { UserDisplay } from "@/actions/users/user-display";
import { Button } from "@/ui/primitives/button";
import { KeyRow } from "./key-row";
import { useEditTarget } from "./use-users-url";
import { UserFacts } from "./user-facts";
import { stateOf } from "./user-state";

interface UserPanelProps {
  readonly id: string;
  readonly user: UserDisplay;
}

/** An opened user: what applies to all of its keys, and the keys. */
export function UserPanel({ id, user }: UserPanelProps) {
  const t = useTranslations("users");
  const [, setTarget] = useEditTarget();
  const state = stateOf(user, useNow().getTime());
  return (
    <section
      id={id}
      aria-label={t("keysOf", { name: user.name })}
      className="border-t bg-sunken px-3 py-3 md:pr-3 md:pl-8.5"
    >
      <UserFacts user={user} />
      {state !== "enabled" && user.keys.length > 0 && (
        <p className="mb-2 text-sm text-warn">{t(state === "disabled" ? "keysDisabled" : "keysExpired")}</p>
      )}
      {user.keys.length > 0 && (
        <ul className="rounded-md border bg-surface">
          {user.keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} siblings={user.keys} />
          ))}
        </ul>
      )}
      {user.keys.length === 0 && <p className="text-sm text-ink-soft">{t("noKeys")}</p>}
      <Button
        size="sm"
        variant="secondary"
        className="mt-2.5"
        onClick={() => void setTarget({ kind: "new-key", userId: user.id })}
      >
        <Plus aria-hidden />
        {t("addKey")}
      </Button>
    </section>
  );
}
