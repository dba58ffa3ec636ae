import { z } from "zod";
import type { AppErrorCode, AppErrorParams } from "@/domain/app-error";

/** What every action answers with, however it is called. `error` is English; interfaces translate `errorCode`. */
export type Envelope<Data> =
  | { readonly ok: true; readonly data: Data }
  | {
      readonly ok: false;
      readonly error: string;
      readonly errorCode: AppErrorCode;
      readonly errorParams?: AppErrorParams;
    };

/** Schema of the failure half, for the API document. */
export const FailureEnvelope = z.object({
  ok: z.literal(false),
  error: z.string(),
  errorCode: z.string(),
  errorParams: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
