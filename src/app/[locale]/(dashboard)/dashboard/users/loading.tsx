import { UsersSkeleton } from "@/ui/features/users/users-skeleton";

export default function Loading() {
  return <UsersSkeleton />;
}
