import type { z } from "zod";
import { AppError, type AppErrorCode } from "@/domain/app-error";
import type { Envelope } from "@/domain/envelope";
import { isConnectionError } from "@/infra/postgres/connection-error";
import type { Db } from "@/repository/db";
import type { WebCaller } from "@/services/auth/web-caller";
import { getRuntime, type Runtime } from "@/services/runtime/runtime";
import type { SnapshotPart } from "@/services/snapshot/snapshot";
import { type Access, checkAccess, checkOrigin } from "./access";
import { auditedChange, type ChangeNote } from "./audited-change";
import { errorCodesOf } from "./error-codes";
import { identify } from "./identify";
import { parseOrRefuse } from "./parse-or-refuse";
import { readRequestHeaders } from "./request-headers";

/** What an action is, said once: the REST route, the API document and the access matrix are derived from it. */
export interface ActionSpec<Input extends z.ZodType, Output extends z.ZodType> {
  /** "<module>/<action>": its path below /api/actions, and its file. */
  readonly name: `${string}/${string}`;
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly input: Input;
  /** What leaves; fields it does not list never do. */
  readonly output: Output;
  /** Refusals of its own, beside those that every action with this access knows. */
  readonly refusals?: readonly AppErrorCode[];
  /** Parts of the snapshot this action changes: they are fresh everywhere in this process when it answers. */
  readonly changes?: readonly SnapshotPart[];
}

export interface ActionContext<Input> {
  readonly input: Input;
  readonly caller: WebCaller;
  readonly runtime: Runtime;
  /** Runs `work` in a transaction and writes the audit row that its note describes into the same transaction. */
  readonly change: <Result>(work: (tx: Db) => Promise<ChangeNote<Result>>) => Promise<Result>;
}

export interface ActionDefinition<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType>
  extends ActionSpec<Input, Output> {
  /** Every code it may be refused with. */
  readonly errorCodes: readonly AppErrorCode[];
  /** Calls the action on behalf of whoever sent `headers`. `input` is from outside. */
  readonly execute: (input: unknown, headers: Headers) => Promise<Envelope<z.output<Output>>>;
}

/** A function pages call as it is, and that carries its own definition. */
export type Action<Input extends z.ZodType, Output extends z.ZodType> = ((
  input: z.input<Input>,
) => Promise<Envelope<z.output<Output>>>) & { readonly definition: ActionDefinition<Input, Output> };

/**
 * Declares an action. `run` returns data and throws `AppError`; everything around it (who calls, may they, is the input
 * sound, what leaves, what is recorded) is done here.
 */
export function action<Input extends z.ZodType, Output extends z.ZodType>(
  spec: ActionSpec<Input, Output>,
  run: (context: ActionContext<z.output<Input>>) => Promise<z.input<Output>>,
): Action<Input, Output> {
  const execute = (input: unknown, headers: Headers) => executeAction(spec, run, input, { headers });
  const call = async (input: z.input<Input>) =>
    executeAction(spec, run, input, { headers: await readRequestHeaders(), isFromPage: true });
  return Object.assign(call, { definition: { ...spec, errorCodes: errorCodesOf(spec), execute } });
}

/** How an action was reached. */
interface Reached {
  readonly headers: Headers;
  /**
   * By a page that is being drawn or by a server function. Next compares the origin of server functions with the host
   * itself, and a page is drawn for a link from anywhere: what it reads for that stays with the reader.
   */
  readonly isFromPage?: boolean;
}

async function executeAction<Input extends z.ZodType, Output extends z.ZodType>(
  spec: ActionSpec<Input, Output>,
  run: (context: ActionContext<z.output<Input>>) => Promise<z.input<Output>>,
  input: unknown,
  { headers, isFromPage = false }: Reached,
): Promise<Envelope<z.output<Output>>> {
  const runtime = await getRuntime();
  try {
    const caller = checkAccess(await identify(headers, runtime), spec.access, headers);
    if (!isFromPage) checkOrigin(caller, headers);
    const parsed = parseOrRefuse(spec.input, input ?? {});
    const change = auditedChange(spec.name, caller, headers, runtime);
    const output = await run({ input: parsed, caller, runtime, change });
    if (spec.changes) await runtime.snapshot.refresh(...spec.changes);
    return { ok: true, data: spec.output.parse(output) };
  } catch (error) {
    return failure(error, spec.name, runtime);
  }
}

/** Expected refusals speak for themselves; of anything else the caller learns only that it happened. */
function failure(error: unknown, name: string, { logger }: Pick<Runtime, "logger">): Envelope<never> {
  if (error instanceof AppError) {
    const { code, message, params } = error;
    const hasParams = Object.keys(params).length > 0;
    return { ok: false, error: message, errorCode: code, ...(hasParams && { errorParams: params }) };
  }
  if (isConnectionError(error)) {
    logger.warn({ action: name, err: error }, "an action could not reach the database");
    return {
      ok: false,
      error: "The database does not answer. Try again shortly.",
      errorCode: "DATABASE_ERROR",
    };
  }
  logger.error({ action: name, err: error }, "an action failed unexpectedly");
  return { ok: false, error: "The hub failed unexpectedly; its log says why.", errorCode: "INTERNAL_ERROR" };
}
