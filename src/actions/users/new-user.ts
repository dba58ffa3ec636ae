import { UNLIMITED } from "@/domain/quota/spend-limits";
import type { CreateUser } from "@/domain/user/schema";
import type { NewUser } from "@/repository/users";
import { userChanges } from "./user-fields";

/** A user from its public fields, with the product's defaults for those not given. */
export function newUser(input: CreateUser): NewUser {
  const { limits, ...given } = userChanges(input);
  return {
    note: "",
    role: "user",
    tags: [],
    groups: [],
    rpmLimit: null,
    concurrentSessions: null,
    isEnabled: true,
    expiresAt: null,
    allowedClients: [],
    allowedModels: [],
    ...given,
    name: input.name,
    limits: { ...UNLIMITED, ...limits },
  };
}
