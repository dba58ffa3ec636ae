"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { getSessionRequests } from "@/actions/active-sessions/get-session-requests";
import { Link } from "@/i18n/navigation";
import { readAction } from "@/ui/api/action-client";
import { useFormat } from "@/ui/format/use-format";
import { ErrorState } from "@/ui/patterns/error-state";
import { StatusBadge } from "@/ui/patterns/status-badge";
import { Button } from "@/ui/primitives/button";
import { cn } from "@/ui/primitives/cn";
import type { SessionRequest } from "./session";
import { StoredMessages } from "./stored-messages";
import type { SessionName } from "./use-open-session";

const PAGE_SIZE = 20;

/** The session's requests, newest first; each opens to what was said in it. */
export function SessionRequests({ name }: { readonly name: SessionName }) {
  const t = useTranslations("sessions");
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useRequests(name);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const requests = data?.pages.flatMap((page) => page.requests) ?? [];
  return (
    <>
      <ul className="divide-y rounded-md border">
        {requests.map((request) => (
          <Request key={request.id} request={request} name={name} />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="sm" className="mt-2" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("older")}
        </Button>
      )}
      {requests.length > 0 && !requests.some(({ isStored }) => isStored) && (
        <p className="mt-2 text-xs text-ink-faint">{t("notStoredHint")}</p>
      )}
    </>
  );
}

function useRequests(name: SessionName) {
  return useInfiniteQuery({
    queryKey: ["session-requests", name],
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) =>
      readAction<typeof getSessionRequests>(
        "active-sessions/getSessionRequests",
        { ...name, page: pageParam, pageSize: PAGE_SIZE, order: "desc" },
        signal,
      ),
    getNextPageParam: ({ hasMore }, pages) => (hasMore ? pages.length + 1 : undefined),
  });
}

interface RequestProps {
  readonly request: SessionRequest;
  readonly name: SessionName;
}

function Request({ request, name }: RequestProps) {
  const t = useTranslations("sessions");
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-10 w-full items-center gap-2 px-2 text-left text-sm hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 shrink-0 text-ink-faint transition-transform", isOpen && "rotate-90")}
        />
        <Line request={request} />
      </button>
      {isOpen && (
        <div className="border-t bg-sunken px-3 py-3">
          {request.isStored && request.requestSequence !== null ? (
            <StoredMessages name={name} sequence={request.requestSequence} />
          ) : (
            <p className="text-sm text-ink-soft">{t("notStored")}</p>
          )}
          <Link
            href={`/dashboard/logs?request=${request.id}`}
            className="mt-2 inline-block text-sm underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {t("routingAndCost")}
          </Link>
        </div>
      )}
    </li>
  );
}

function Line({ request }: { readonly request: SessionRequest }) {
  const format = useFormat();
  return (
    <>
      {request.requestSequence !== null && (
        <span className="tabular w-8 text-ink-faint">#{request.requestSequence}</span>
      )}
      <span className="tabular text-ink-soft">{format.moment(request.createdAt)}</span>
      <span className="min-w-0 flex-1 truncate">{request.originalModel ?? "–"}</span>
      <span className="tabular text-ink-soft max-sm:hidden">
        {request.costUsd === null ? "" : format.usd(request.costUsd)}
      </span>
      <StatusBadge log={request} />
    </>
  );
}
