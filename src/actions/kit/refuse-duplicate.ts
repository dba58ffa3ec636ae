import { AppError } from "@/domain/app-error";
import { isUniqueViolation } from "@/infra/postgres/unique-violation";

/** Runs a change that fails when something like it is there already. @throws {AppError} `DUPLICATE_RULE` */
export async function refuseDuplicate<Result>(what: string, change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("DUPLICATE_RULE", `There is ${what} already.`);
  }
}
