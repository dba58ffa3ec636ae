import { Target } from "@/domain/notification/schema";
import { assertPossibleHost } from "../kit/assert-possible-host";
import { parseOrRefuse } from "../kit/parse-or-refuse";

/** A target that is good as a whole, at an address that can be. @throws {AppError} `INVALID_INPUT` */
export function possibleTarget(fields: unknown): Target {
  const target = parseOrRefuse(Target, fields);
  assertPossibleHost(target.webhookUrl, "webhookUrl");
  assertPossibleHost(target.proxyUrl, "proxyUrl");
  return target;
}
