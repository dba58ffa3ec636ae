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

export type FailureEnvelope = Extract<Envelope<never>, { ok: false }>;
