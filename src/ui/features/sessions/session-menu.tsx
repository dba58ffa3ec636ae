"use client";
import { CircleStop, Ellipsis, ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/i18n/navigation";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/primitives/menu";
import { type Session, shortId } from "./session";

interface SessionMenuProps {
  readonly session: Session;
  readonly onEnd: (session: Session) => void;
}

export function SessionMenu({ session, onEnd }: SessionMenuProps) {
  const t = useTranslations("sessions");
  const { sessionId, keyId } = session;
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("actionsFor", { id: shortId(sessionId) })}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem asChild>
        <Link href={`/dashboard/logs?session=${encodeURIComponent(sessionId)}&key=${keyId}`}>
          <ScrollText aria-hidden />
          {t("showRequests")}
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuItem isDanger onSelect={() => onEnd(session)}>
        <CircleStop aria-hidden />
        {t("end.verb")}
      </MenuItem>
    </Menu>
  );
}
