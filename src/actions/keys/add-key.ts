"use server";
import { z } from "zod";
import { CreateKey } from "@/domain/key/schema";
import { parseGroups } from "@/domain/routing/groups";
import { listKeys } from "@/repository/keys";
import { findUser } from "@/repository/users";
import { requireSelfOrAdmin } from "../kit/access";
import { action } from "../kit/action";
import { userNotFound } from "../users/not-found";
import { createKey } from "./create-key";
import { checkGroups, checkLimitsWithinUser, checkNameIsFree } from "./key-rules";

export const addKey = action(
  {
    name: "keys/addKey",
    summary: "Create an API key for a user",
    description: "The key's text is in the answer and nowhere else: it is shown once.",
    access: "user",
    input: CreateKey,
    output: z.object({ id: z.number().int(), generatedKey: z.string(), name: z.string() }),
    refusals: ["NOT_FOUND", "DUPLICATE_NAME", "LIMIT_EXCEEDS_USER", "GROUP_NOT_ALLOWED"],
    changes: ["callers"],
  },
  async ({ input, caller, runtime, change }) => {
    requireSelfOrAdmin(caller, input.userId);
    return change(async (tx) => {
      const user = await findUser(tx, input.userId);
      if (!user) throw userNotFound(input.userId);
      checkNameIsFree(input.name, await listKeys(tx, user.id));
      checkGroups(
        input.providerGroup === undefined ? undefined : parseGroups(input.providerGroup),
        user,
        caller,
      );
      const { key, text } = await createKey(tx, runtime.secrets, input);
      checkLimitsWithinUser(key, user);
      return { result: { id: key.id, generatedKey: text, name: key.name }, targetId: key.id, changes: input };
    });
  },
);
