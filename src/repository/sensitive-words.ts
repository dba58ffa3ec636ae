import "server-only";
import { asc, eq } from "drizzle-orm";
import type { MatchType } from "@/domain/match-type";
import type { CreateSensitiveWord, UpdateSensitiveWord } from "@/domain/sensitive-words/schema";
import type { SensitiveWord } from "@/domain/sensitive-words/sensitive-word";
import { sensitiveWords } from "@/infra/postgres/tables/rules";
import type { Db } from "./db";
import { given } from "./given";

/** Oldest first. */
export async function listSensitiveWords(db: Db): Promise<SensitiveWord[]> {
  const rows = await db.select().from(sensitiveWords).orderBy(asc(sensitiveWords.id));
  return rows.map(wordFromRow);
}

/** @throws a unique violation when the word exists with that match type */
export async function insertSensitiveWord(db: Db, word: CreateSensitiveWord): Promise<SensitiveWord> {
  const [row] = await db.insert(sensitiveWords).values(word).returning();
  if (!row) throw new Error("insert returned no row");
  return wordFromRow(row);
}

/** Changes the given fields; undefined when there is no such word. */
export async function updateSensitiveWord(
  db: Db,
  id: number,
  changes: UpdateSensitiveWord,
): Promise<SensitiveWord | undefined> {
  const [row] = await db
    .update(sensitiveWords)
    .set({ ...given(changes), updatedAt: new Date() })
    .where(eq(sensitiveWords.id, id))
    .returning();
  return row && wordFromRow(row);
}

/** Returns whether there was one. */
export async function deleteSensitiveWord(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .delete(sensitiveWords)
    .where(eq(sensitiveWords.id, id))
    .returning({ id: sensitiveWords.id });
  return rows.length > 0;
}

function wordFromRow(row: typeof sensitiveWords.$inferSelect): SensitiveWord {
  // The column admits only these.
  return { ...row, matchType: row.matchType as MatchType };
}
