import { CopyButton } from "@/ui/primitives/copy-button";

/** Text to be copied whole: a snippet, a key. */
export function CodeBlock({ code, label }: { readonly code: string; readonly label: string }) {
  return (
    <div className="relative rounded-md border bg-sunken">
      <section tabIndex={0} aria-label={label} className="overflow-x-auto">
        <pre className="w-max py-2.5 pr-11 pl-3 font-mono text-xs leading-5">{code}</pre>
      </section>
      <CopyButton text={code} className="absolute top-1 right-1 bg-sunken" />
    </div>
  );
}
