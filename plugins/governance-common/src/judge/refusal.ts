/** Why a verb is refused, and what would satisfy the guard that refuses it. */
export interface Refusal {
  guard: string;
  message: string;
  remedy: string;
  /** The fields of the record it is about, when it is about some. */
  fields?: readonly string[];
}

/** A refusal of the guard of this name. */
export function refuse(
  guard: string,
  message: string,
  remedy: string,
  fields?: readonly string[],
): { ok: false; refusal: Refusal } {
  return {
    ok: false,
    refusal: { guard, message, remedy, ...(fields && { fields }) },
  };
}

/** What the caller may do with a record now; a refused verb says which guard refuses and what would satisfy it. */
export interface ActionStateOf<V extends string> {
  verb: V;
  allowed: boolean;
  guard?: string;
  message?: string;
  remedy?: string;
  /** What somebody should know before they do it. */
  warning?: string;
}

/** The next step, big: one sentence and who does it. */
export interface NextStepOf<V extends string> {
  text: string;
  verb?: V;
  /** Entity refs of those who can. */
  who: string[];
}
