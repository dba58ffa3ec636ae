import { SessionsSkeleton } from "@/ui/features/sessions/sessions-skeleton";

export default function Loading() {
  return <SessionsSkeleton />;
}
