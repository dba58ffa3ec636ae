"use server";
import { z } from "zod";
import { action } from "../kit/action";

export const searchUsersForFilter = action(
  {
    name: "users/searchUsersForFilter",
    summary: "Names and ids of users, to choose from",
    description:
      "Those whose name holds the term, whatever its case; admins first. Without a term all of them.",
    access: "admin",
    input: z.object({ searchTerm: z.string().trim().max(200).optional() }),
    output: z.array(z.object({ id: z.number().int(), name: z.string() })),
  },
  async ({ input: { searchTerm = "" }, runtime }) => {
    const wanted = searchTerm.toLowerCase();
    const { users } = runtime.snapshot.current.callers;
    return users
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ id, name }) => ({ id, name }));
  },
);
