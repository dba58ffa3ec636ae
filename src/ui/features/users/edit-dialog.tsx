"use client";
import type { UserDisplay } from "@/actions/users/user-display";
import { EVERY_GROUP, parseGroups } from "@/domain/routing/groups";
import type { Viewer } from "@/ui/shell/viewer";
import { type EditTarget, formatEditTarget } from "./edit-target";
import { groupsOf } from "./filter-users";
import { KeyForm } from "./key-form";
import type { CreatedKey } from "./use-save-user";
import { UserForm } from "./user-form";

interface EditDialogProps {
  readonly target: EditTarget;
  readonly users: readonly UserDisplay[];
  readonly viewer: Viewer;
  readonly onClose: () => Promise<unknown>;
  readonly onCreated: (created: CreatedKey) => Promise<unknown>;
}

/** The form the URL names; nothing when what it names is gone or not the viewer's to change. */
export function EditDialog({ target, users, viewer, onClose, onCreated }: EditDialogProps) {
  const isAdmin = viewer.role === "admin";
  const forForm = { onClose, onCreated, key: formatEditTarget(target) };
  switch (target.kind) {
    case "new-user":
      return isAdmin && <UserForm {...forForm} user={null} groups={groupsOf(users)} />;
    case "user": {
      const user = users.find(({ id }) => id === target.userId);
      return isAdmin && user && <UserForm {...forForm} user={user} groups={groupsOf(users)} />;
    }
    case "new-key": {
      const user = users.find(({ id }) => id === target.userId);
      return (
        user && <KeyForm {...forForm} user={user} apiKey={null} groups={groupsForKey(user, users, isAdmin)} />
      );
    }
    case "key": {
      const user = users.find(({ keys }) => keys.some(({ id }) => id === target.keyId));
      const apiKey = user?.keys.find(({ id }) => id === target.keyId);
      return (
        user &&
        apiKey && (
          <KeyForm {...forForm} user={user} apiKey={apiKey} groups={groupsForKey(user, users, isAdmin)} />
        )
      );
    }
  }
}

/** Users hand out only groups they are in. */
function groupsForKey(user: UserDisplay, users: readonly UserDisplay[], isAdmin: boolean): string[] {
  return isAdmin ? groupsOf(users) : parseGroups(user.providerGroup).filter((group) => group !== EVERY_GROUP);
}
