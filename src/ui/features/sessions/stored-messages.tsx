"use client";
import { useTranslations } from "next-intl";
import { ErrorState } from "@/ui/patterns/error-state";
import { CopyButton } from "@/ui/primitives/copy-button";
import { Skeleton } from "@/ui/primitives/skeleton";
import { Tab, TabList, TabPanel, Tabs } from "@/ui/primitives/tabs";
import { readable } from "./readable";
import type { SessionDetails } from "./session";
import type { SessionName } from "./use-open-session";
import { useSessionDetails } from "./use-session-details";

interface StoredMessagesProps {
  readonly name: SessionName;
  readonly sequence: number;
}

/** What was said in a request, as far as it was kept. */
export function StoredMessages({ name, sequence }: StoredMessagesProps) {
  const { data, error, refetch } = useSessionDetails(name, sequence);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-32" />;
  return <Said details={data} />;
}

function Said({ details }: { readonly details: SessionDetails }) {
  const t = useTranslations("sessions.stored");
  const parts = [
    { key: "request", text: details.requestBody },
    { key: "response", text: details.response },
    { key: "requestHeaders", text: headerLines(details.requestHeaders) },
    { key: "responseHeaders", text: headerLines(details.responseHeaders) },
  ] as const;
  return (
    <Tabs defaultValue="request">
      <TabList aria-label={t("label")}>
        {parts.map(({ key }) => (
          <Tab key={key} value={key}>
            {t(key)}
          </Tab>
        ))}
      </TabList>
      {parts.map(({ key, text }) => (
        <TabPanel key={key} value={key} className="pt-2">
          <Text label={t(key)} text={text} />
        </TabPanel>
      ))}
      {details.isTruncated && <p className="mt-2 text-xs text-warn">{t("truncated")}</p>}
    </Tabs>
  );
}

function Text({ label, text }: { readonly label: string; readonly text: string | null }) {
  const t = useTranslations("sessions.stored");
  if (text === null) return <p className="text-sm text-ink-soft">{t("noRoom")}</p>;
  if (text === "") return <p className="text-sm text-ink-soft">{t("nothing")}</p>;
  const shown = readable(text);
  return (
    <div className="relative rounded-md border bg-surface">
      <section tabIndex={0} aria-label={label} className="max-h-96 overflow-auto">
        <pre className="py-2.5 pr-11 pl-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
          {shown.text}
        </pre>
      </section>
      <CopyButton text={text} className="absolute top-1 right-3 bg-surface" />
      {shown.isCut && <p className="border-t px-3 py-2 text-xs text-ink-faint">{t("shownInPart")}</p>}
    </div>
  );
}

function headerLines(headers: Readonly<Record<string, string>> | null): string {
  return Object.entries(headers ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
