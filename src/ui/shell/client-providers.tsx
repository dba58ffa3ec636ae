"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { Toaster } from "sonner";
import { TooltipProvider } from "@/ui/primitives/tooltip";

const STALE_MS = 5_000;

/** What every page's client side stands on. */
export function ClientProviders({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: STALE_MS, retry: 1 } } }),
  );
  return (
    <ThemeProvider attribute="class" defaultTheme="system" disableTransitionOnChange>
      <QueryClientProvider client={queries}>
        <NuqsAdapter>
          <TooltipProvider delayDuration={250}>{children}</TooltipProvider>
        </NuqsAdapter>
      </QueryClientProvider>
      <Toaster
        position="bottom-right"
        toastOptions={{
          className:
            "!rounded-lg !border !border-line !bg-raised !text-sm !text-ink !shadow-float !font-sans",
        }}
      />
    </ThemeProvider>
  );
}
