import { ProvidersLoading } from "@/ui/features/providers/providers-loading";

export default function Loading() {
  return <ProvidersLoading />;
}
