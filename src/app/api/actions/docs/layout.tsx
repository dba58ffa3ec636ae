import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "Claude Code Hub API", icons: "/icon.svg" };

/** A document of its own: the explorer brings its styles, and they must not meet the dashboard's. */
export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body style={{ margin: 0 }}>{children}</body>
    </html>
  );
}
