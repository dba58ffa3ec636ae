import { type Circuit, NEW_CIRCUIT } from "./circuit";

/** Stands for all models in `rests`. */
const EVERY_MODEL = "*";

/** Rests remembered per provider: model names come from clients, so their number must be bounded here. */
const MAX_RESTS = 32;

/**
 * How a provider is: its circuit, and until when (epoch ms) it asked to be left alone, by model. A provider that is
 * out of quota is well: it rests while its circuit stays closed. A plain JSON value that replicas share.
 */
export interface Condition {
  readonly circuit: Circuit;
  readonly rests: Readonly<Record<string, number>>;
}

export const NEW_CONDITION: Condition = { circuit: NEW_CIRCUIT, rests: {} };

/** Epoch ms until which requests for `model` are to be kept away; null when they are welcome at `now`. */
export function restsUntil({ rests }: Condition, model: string | null, now: number): number | null {
  const own = model === null ? undefined : rests[restKey(model)];
  const until = Math.max(rests[EVERY_MODEL] ?? 0, own ?? 0);
  return until > now ? until : null;
}

/**
 * The provider asked to be left alone until `until` (epoch ms).
 *
 * @param model whose limit was met; null = all of them. Upstream rate limits are kept per model (a subscription may
 * be out of one and have plenty of another), balances are not.
 */
export function withRest(condition: Condition, model: string | null, until: number, now: number): Condition {
  const key = model === null ? EVERY_MODEL : restKey(model);
  if (until <= now || (condition.rests[key] ?? 0) >= until) return condition;
  const live = Object.entries({ ...condition.rests, [key]: until }).filter(([, ends]) => ends > now);
  const kept = live.sort(([, a], [, b]) => b - a).slice(0, MAX_RESTS);
  return { ...condition, rests: Object.fromEntries(kept) };
}

/** No model can pass for the name of all. */
const restKey = (model: string) => `=${model}`;
