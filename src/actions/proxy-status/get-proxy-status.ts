"use server";
import { z } from "zod";
import { readProxyStatus } from "@/services/sessions/proxy-status";
import { visibleUser } from "../active-sessions/session-input";
import { action } from "../kit/action";

const ref = {
  requestId: z.string(),
  keyName: z.string().nullable(),
  providerId: z.number().int().nullable(),
  providerName: z.string().nullable(),
  model: z.string().nullable(),
};

export const getProxyStatus = action(
  {
    name: "proxy-status/getProxyStatus",
    summary: "Who is being served right now, and who was last",
    description:
      "Per user the requests in flight, in all replicas, and the last one that ended. Times in epoch ms, durations in ms. Admins see everybody, users themselves.",
    access: "user",
    input: z.object({}),
    output: z.object({
      users: z.array(
        z.object({
          userId: z.number().int(),
          userName: z.string(),
          activeCount: z.number().int(),
          activeRequests: z.array(z.object({ ...ref, startTime: z.number(), duration: z.number() })),
          lastRequest: z.object({ ...ref, endTime: z.number(), elapsed: z.number() }).nullable(),
        }),
      ),
    }),
  },
  async ({ caller, runtime }) => ({ users: await readProxyStatus(visibleUser(caller), runtime) }),
);
