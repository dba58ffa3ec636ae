"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { KeyRound, type LucideIcon, Plug, ScrollText, User } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { getProviders } from "@/actions/providers/get-providers";
import type { getUsers } from "@/actions/users/get-users";
import { useRouter } from "@/i18n/navigation";
import { readAction } from "@/ui/api/action-client";
import { itemsFor } from "./navigation-items";

interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly role: "admin" | "user";
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** ⌘K: pages, users, keys, providers by name, requests by id. */
export function CommandPalette({ isOpen, onOpenChange, role }: CommandPaletteProps) {
  const t = useTranslations("shell");
  const [search, setSearch] = useState("");
  const go = useGo(() => onOpenChange(false));
  useShortcut(() => onOpenChange(!isOpen));
  const { users, providers } = useNamed(isOpen, role);
  return (
    <Command.Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      label={t("search")}
      overlayClassName="fixed inset-0 z-40 bg-[oklch(0.15_0.01_60/0.4)]"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-lg border bg-raised shadow-float outline-none animate-appear"
    >
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder={t("searchHint")}
        className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-soft">
          {t("nothingFound")}
        </Command.Empty>
        {UUID.test(search.trim()) && (
          <Item
            icon={ScrollText}
            text={t("openRequest")}
            value={search}
            onSelect={() => go(`/dashboard/logs?request=${search.trim()}`)}
          />
        )}
        <Group heading={t("pages")}>
          {itemsFor(role).map(({ key, href, icon }) => (
            <Item key={key} icon={icon} text={t(`page.${key}`)} value={key} onSelect={() => go(href)} />
          ))}
        </Group>
        <Group heading={t("page.users")}>
          {users.map((user) => (
            <Item
              key={user.id}
              icon={User}
              text={user.name}
              value={`user ${user.id} ${user.name}`}
              onSelect={() => go(`/dashboard/users?user=${user.id}`)}
            />
          ))}
          {users.flatMap((user) =>
            user.keys.map((key) => (
              <Item
                key={`key-${key.id}`}
                icon={KeyRound}
                text={`${user.name} / ${key.name}`}
                value={`key ${key.id} ${user.name} ${key.name} ${key.maskedKey}`}
                onSelect={() => go(`/dashboard/logs?key=${key.id}`)}
              />
            )),
          )}
        </Group>
        <Group heading={t("page.providers")}>
          {providers.map((provider) => (
            <Item
              key={provider.id}
              icon={Plug}
              text={provider.name}
              value={`provider ${provider.id} ${provider.name}`}
              onSelect={() => go(`/settings/providers?provider=${provider.id}`)}
            />
          ))}
        </Group>
      </Command.List>
    </Command.Dialog>
  );
}

const groupStyles =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint";

function Group({ heading, children }: { readonly heading: string; readonly children: React.ReactNode }) {
  return (
    <Command.Group heading={heading} className={groupStyles}>
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly text: string;
  /** What the search is compared with, besides the text; unique. */
  readonly value: string;
  readonly onSelect: () => void;
}

function Item({ icon: Icon, text, value, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={value}
      keywords={[text]}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden className="size-4 text-ink-faint" />
      <span className="truncate">{text}</span>
    </Command.Item>
  );
}

function useGo(close: () => void): (href: string) => void {
  const router = useRouter();
  return (href) => {
    close();
    router.push(href);
  };
}

function useShortcut(toggle: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [toggle]);
}

/** What can be found by name; fetched when the palette opens. */
function useNamed(isOpen: boolean, role: "admin" | "user") {
  const users = useQuery({
    queryKey: ["users/getUsers"],
    queryFn: ({ signal }) => readAction<typeof getUsers>("users/getUsers", {}, signal),
    enabled: isOpen,
  });
  const providers = useQuery({
    queryKey: ["providers/getProviders"],
    queryFn: ({ signal }) => readAction<typeof getProviders>("providers/getProviders", {}, signal),
    enabled: isOpen && role === "admin",
  });
  return { users: users.data ?? [], providers: providers.data ?? [] };
}
