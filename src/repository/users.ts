import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import type { User } from "@/domain/user/user";
import { users } from "@/infra/postgres/tables/users";
import type { Db } from "./db";
import { limitsFromRow, limitsToRow } from "./spend-limits-codec";

export type NewUser = Omit<User, "id" | "createdAt" | "totalSince">;
export type UserChanges = Partial<Omit<NewUser, "limits">> & { readonly limits?: Partial<SpendLimits> };

/** Live users, admins first, then by id. */
export async function listUsers(db: Db): Promise<User[]> {
  const rows = await db
    .select()
    .from(users)
    .where(isNull(users.deletedAt))
    .orderBy(asc(users.role), asc(users.id));
  return rows.map(userFromRow);
}

export async function findUser(db: Db, id: number): Promise<User | undefined> {
  const [row] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, id), isNull(users.deletedAt)));
  return row && userFromRow(row);
}

export async function insertUser(db: Db, user: NewUser): Promise<User> {
  const [row] = await db.insert(users).values(userToRow(user)).returning();
  if (!row) throw new Error("insert returned no row");
  return userFromRow(row);
}

/** Changes the given fields; undefined when there is no such live user. */
export async function updateUser(db: Db, id: number, changes: UserChanges): Promise<User | undefined> {
  const [row] = await db
    .update(users)
    .set({ ...userToRow(changes), updatedAt: new Date() })
    .where(and(eq(users.id, id), isNull(users.deletedAt)))
    .returning();
  return row && userFromRow(row);
}

/** Marks the user deleted; its history stays. Returns whether there was one. */
export async function deleteUser(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ deletedAt: new Date() })
    .where(and(eq(users.id, id), isNull(users.deletedAt)))
    .returning({ id: users.id });
  return rows.length > 0;
}

type UserRow = typeof users.$inferSelect;

function userFromRow(row: UserRow): User {
  const { id, name, note, tags, groups, rpmLimit, totalSince, concurrentSessions } = row;
  const { isEnabled, expiresAt, allowedClients, allowedModels, createdAt } = row;
  return {
    id,
    name,
    note,
    tags,
    groups,
    rpmLimit,
    totalSince,
    concurrentSessions,
    isEnabled,
    expiresAt,
    allowedClients,
    allowedModels,
    createdAt,
    role: row.role === "admin" ? "admin" : "user",
    limits: limitsFromRow(row),
  };
}

function userToRow<Changes extends UserChanges>({
  limits,
  tags,
  groups,
  allowedClients,
  allowedModels,
  ...rest
}: Changes) {
  return {
    ...rest,
    ...(limits && limitsToRow(limits)),
    ...(tags && { tags: [...tags] }),
    ...(groups && { groups: [...groups] }),
    ...(allowedClients && { allowedClients: [...allowedClients] }),
    ...(allowedModels && { allowedModels: [...allowedModels] }),
  };
}
