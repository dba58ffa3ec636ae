import { Readable } from "node:stream";
import { Hono } from "hono";
import { AppError } from "@/domain/app-error";
import { BackupError } from "@/repository/backup/backup-format";
import { recogniseCredential } from "@/services/auth/web-caller";
import { type Backup, createBackup, restoreBackup } from "@/services/backup/backup";
import { BACKUP_FORMATS, type BackupFormat } from "@/services/backup/backup-format-here";
import type { Runtime } from "@/services/runtime/runtime";
import { auditedChange } from "../kit/audited-change";
import { withAdmin } from "./with-caller";

/** Carries the admin's token or key once more: an import replaces everything, so a session alone will not do. */
const CONFIRMATION = "x-confirm-credential";

/** As what backups are saved. */
const FILES: Readonly<Record<BackupFormat, { readonly type: string; readonly extension: string }>> = {
  pg_dump: { type: "application/octet-stream", extension: "dump" },
  cch: { type: "application/gzip", extension: "cch.gz" },
};

/** Backups go and come as streams, which no action's JSON holds. */
export function createBackupApp(): Hono {
  const app = new Hono().basePath("/api/admin/database");
  app.get("/export", (c) => exportBackup(c.req.raw));
  app.post("/import", (c) => importBackup(c.req.raw));
  return app;
}

function exportBackup(request: Request): Promise<Response> {
  return withAdmin(request, async (caller, runtime) => {
    const excludeLogs = isOn(request, "excludeLogs");
    const backup = await backupOrRefuse(runtime, { excludeLogs, format: wantedFormat(request) });
    const { format } = backup;
    const change = auditedChange("system/exportDatabase", caller, request.headers, runtime);
    await change(async () => ({ result: null, targetId: null, changes: { excludeLogs, format } }));
    const stamp = new Date(runtime.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const { type, extension } = FILES[format];
    const name = `backup_${stamp}${excludeLogs ? "_no-logs" : ""}.${extension}`;
    return new Response(Readable.toWeb(backup.body) as ReadableStream, {
      headers: {
        "content-type": type,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  });
}

/** @throws {AppError} `INVALID_INPUT` */
function wantedFormat({ url }: Request): BackupFormat | undefined {
  const given = new URL(url).searchParams.get("format");
  const format = BACKUP_FORMATS.find((candidate) => candidate === given);
  if (given === null || format !== undefined) return format;
  const reason = `must be ${BACKUP_FORMATS.join(" or ")}`;
  throw new AppError("INVALID_INPUT", `format: ${reason}`, { field: "format", reason });
}

async function backupOrRefuse(
  runtime: Runtime,
  options: Parameters<typeof createBackup>[1],
): Promise<Backup> {
  try {
    const backup = await createBackup(runtime, options);
    if (backup) return backup;
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    const reason = error.message;
    throw new AppError("INVALID_INPUT", `format: ${reason}`, { field: "format", reason });
  }
  throw busy();
}

function importBackup(request: Request): Promise<Response> {
  return withAdmin(request, async (caller, runtime) => {
    const { body, headers } = request;
    const confirmed = recogniseCredential(headers.get(CONFIRMATION) ?? "", runtime);
    if (confirmed?.role !== "admin") {
      throw new AppError(
        "CONFIRMATION_REQUIRED",
        `Send your token or key once more, as ${CONFIRMATION}: an import replaces everything.`,
      );
    }
    if (!body) throw new AppError("INVALID_INPUT", "Send the backup as the body.", { field: "body" });
    const skipLogs = isOn(request, "skipLogs");
    const tables: string[] = [];
    const onTable = (table: string) => tables.push(table);
    await restoreOrRefuse(runtime, Readable.fromWeb(body as never), { skipLogs, onTable });
    const change = auditedChange("system/importDatabase", caller, headers, runtime);
    await change(async () => ({ result: null, targetId: null, changes: { skipLogs, tables } }));
    return Response.json({ ok: true, data: { tables } });
  });
}

async function restoreOrRefuse(
  runtime: Runtime,
  body: Readable,
  options: Parameters<typeof restoreBackup>[2],
): Promise<void> {
  try {
    if (!(await restoreBackup(runtime, body, options))) throw busy();
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    throw new AppError("IMPORT_FAILED", `The backup cannot be imported: ${error.message}.`, {
      reason: error.message,
    });
  }
}

const busy = () => new AppError("BUSY", "Another backup is being made or read. Try again when it is done.");

const isOn = ({ url }: Request, name: string) =>
  /^(?:1|true)$/.test(new URL(url).searchParams.get(name) ?? "");
