import type { Protocol } from "@/domain/protocol";

/** What is asked of a model, whichever SDK asks. Only what is named is asked for. */
export interface Question {
  readonly model: string;
  readonly isStream: boolean;
  /** Turns in the SDK's own form; the question is put behind them. */
  readonly history?: readonly unknown[];
  /** null: the history ends with what is to be answered. */
  readonly text: string | null;
  readonly system?: string;
  /** Base64 of a PNG. */
  readonly image?: string;
  /** Offers `get_weather`, which takes a `city`. */
  readonly hasTool?: boolean;
  readonly stop?: string;
  readonly maxTokens?: number;
  readonly thinkingBudget?: number;
  readonly schema?: Readonly<Record<string, unknown>>;
}

/** What an SDK understood. */
export interface SdkAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly id: string; readonly input: unknown }[];
  readonly finish: "stop" | "length" | "tools" | "other";
  readonly usage: {
    readonly input: number;
    readonly cached: number;
    readonly output: number;
  };
  /** The question's and the answer's turns, as the SDK's user keeps them for the next question. */
  readonly history: readonly unknown[];
}

/** An official SDK, as its users use it. */
export interface Sdk {
  readonly protocol: Protocol;
  /** null: the SDK's API has no such thing. */
  readonly hasStopSequences: boolean;
  ask(question: Question): Promise<SdkAnswer>;
  /** The turns that bring the results of calls. */
  results(calls: SdkAnswer["calls"], outputs: readonly string[]): readonly unknown[];
  /** Whether an error is one of the SDK's own, and what it understood of it. */
  understand(error: unknown): { readonly status: number | undefined; readonly message: string } | null;
}

export const WEATHER_SCHEMA = {
  type: "object" as const,
  properties: { city: { type: "string", description: "Its name" } },
  required: ["city"],
  additionalProperties: false,
};
