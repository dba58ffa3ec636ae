"use client";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useErrorText } from "@/ui/api/use-error-text";
import { PageHeader } from "@/ui/patterns/page-header";
import type { Job } from "./job";
import { JobCards } from "./job-cards";
import { JobDrawer } from "./job-drawer";
import { JobTable } from "./job-table";
import { useJobs } from "./use-jobs";

/** What the hub does by itself. */
export function JobsPage({ jobs: first }: { readonly jobs: Job[] }) {
  const t = useTranslations("jobs");
  const errorText = useErrorText();
  const { jobs, error, isAsked, run } = useJobs(first);
  const [openName, setOpenName] = useQueryState("job", parseAsString.withOptions({ history: "push" }));
  const opened = jobs.find(({ name }) => name === openName);
  const list = { jobs, isAsked, onRun: run, onOpen: ({ name }: Job) => void setOpenName(name) };
  return (
    <>
      <PageHeader title={t("title")} hint={<span className="max-sm:hidden">{t("hint")}</span>} />
      {error && (
        <p role="alert" className="mb-3 text-sm text-bad">
          {t("stale", { reason: errorText(error) })}
        </p>
      )}
      <JobTable {...list} />
      <JobCards {...list} />
      {opened && (
        <JobDrawer
          job={opened}
          isAsked={isAsked(opened)}
          onRun={() => void run(opened)}
          onClose={() => void setOpenName(null, { history: "replace" })}
        />
      )}
    </>
  );
}
