/** What the side dialog edits, as it stands in the URL: `?edit=new`, `user-<id>`, `key-new-<userId>`, `key-<id>`. */
export type EditTarget =
  | { readonly kind: "new-user" }
  | { readonly kind: "user"; readonly userId: number }
  | { readonly kind: "new-key"; readonly userId: number }
  | { readonly kind: "key"; readonly keyId: number };

/** null for text that names nothing that can be edited. */
export function parseEditTarget(text: string): EditTarget | null {
  if (text === "new") return { kind: "new-user" };
  const [, kind, digits] = /^(user|key-new|key)-(\d{1,15})$/.exec(text) ?? [];
  const id = Number(digits);
  switch (kind) {
    case "user":
      return { kind: "user", userId: id };
    case "key-new":
      return { kind: "new-key", userId: id };
    case "key":
      return { kind: "key", keyId: id };
    default:
      return null;
  }
}

export function formatEditTarget(target: EditTarget): string {
  switch (target.kind) {
    case "new-user":
      return "new";
    case "user":
      return `user-${target.userId}`;
    case "new-key":
      return `key-new-${target.userId}`;
    case "key":
      return `key-${target.keyId}`;
  }
}
