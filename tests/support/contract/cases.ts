import type { ActionCase } from "./action-case";
import { ACCESS_CASES } from "./cases-access";
import { LOG_CASES } from "./cases-logs";
import { OPERATION_CASES } from "./cases-operations";
import { RULE_CASES } from "./cases-rules";
import { SESSION_CASES } from "./cases-sessions";

/** How to call each action. An action that is not here fails the contract's test. */
export const CASES: Readonly<Record<string, ActionCase>> = {
  ...ACCESS_CASES,
  ...LOG_CASES,
  ...OPERATION_CASES,
  ...RULE_CASES,
  ...SESSION_CASES,
};
