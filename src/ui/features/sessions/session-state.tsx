import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import { Badge, Dot } from "@/ui/primitives/badge";
import type { Session } from "./session";

/** What the session is doing: its running requests and for how long, else when the last one ended and how. */
export function SessionState({ session }: { readonly session: Session }) {
  const t = useTranslations("sessions.state");
  const format = useFormat();
  const { activeRequests, lastActivityTime, status } = session;
  const [oldest] = activeRequests;
  if (oldest) {
    return (
      <Badge tone="accent" className="tabular">
        <Dot tone="accent" className="motion-safe:animate-pulse" />
        {t("running", {
          count: activeRequests.length,
          time: format.duration(lastActivityTime - oldest.startTime),
        })}
      </Badge>
    );
  }
  const at = new Date(lastActivityTime).toISOString();
  return (
    <span className="tabular inline-flex items-center gap-1.5 text-ink-soft" title={format.instant(at)}>
      <Dot tone={status === "error" ? "bad" : "neutral"} />
      {status === "error"
        ? t("failedAt", { time: format.moment(at) })
        : t("idleSince", { time: format.moment(at) })}
    </span>
  );
}
