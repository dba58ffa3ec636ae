import { ApiExplorer } from "@/ui/features/api-docs/api-explorer";

/** Swagger UI over the document of the actions. Public, as the document is; calls need a credential. */
export default function Page() {
  return <ApiExplorer />;
}
