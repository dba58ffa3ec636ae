/** A Gemini model, as far as its name tells. */
export interface GeminiModel {
  /** 2.5, 3 …; null for a name without one, such as that of a tuned model. */
  readonly generation: number | null;
  readonly kind: "pro" | "flash" | "flash-lite" | "other";
}

const GENERATION = /gemini-(\d+(?:\.\d+)?)(?:-|$)/;

/** @param name as the provider knows it, with or without `models/` and the like before it */
export function geminiModel(name: string): GeminiModel {
  const generation = GENERATION.exec(name)?.[1];
  return { generation: generation === undefined ? null : Number(generation), kind: kindOf(name) };
}

function kindOf(name: string): GeminiModel["kind"] {
  if (name.includes("flash-lite")) return "flash-lite";
  if (name.includes("flash")) return "flash";
  return name.includes("pro") ? "pro" : "other";
}

/** From this generation on: thinking levels, media in results of functions, JSON answers beside tools. */
const THIRD = 3;

export function isThirdGeneration({ generation }: GeminiModel): boolean {
  return generation !== null && generation >= THIRD;
}
