import { notFound } from "next/navigation";

/** Paths that no page has, so that the answer comes in the reader's language. */
export default function Page() {
  notFound();
}
