import { PageLoading } from "@/ui/patterns/page-loading";

export default function Loading() {
  return <PageLoading />;
}
