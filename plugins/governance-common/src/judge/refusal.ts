import { joined, Phrase, phraseOf, Sentence, told } from '../sentence';

/** Why a verb is refused, and what would satisfy the guard that refuses it. */
export interface Refusal {
  guard: string;
  message: string;
  messageSegments?: Sentence;
  remedy: string;
  remedySegments?: Sentence;
  /** The fields of the record it is about, when it is about some. */
  fields?: readonly string[];
}

/** A refusal of the guard of this name. */
export function refuse(
  guard: string,
  message: Phrase,
  remedy: Phrase,
  fields?: readonly string[],
): { ok: false; refusal: Refusal } {
  return {
    ok: false,
    refusal: {
      guard,
      ...told('message', message),
      ...told('remedy', remedy),
      ...(fields && { fields }),
    },
  };
}

/** Of a verb that the permission framework does not let its reader do, whatever state the record is in. */
export const notPermitted: Refusal = {
  guard: 'permission',
  message: 'You do not have the permission for this.',
  remedy: 'Ask somebody who does, or an administrator for the permission.',
};

/** What the caller may do with a record now; a refused verb says which guard refuses and what would satisfy it. */
export interface ActionStateOf<V extends string> {
  verb: V;
  allowed: boolean;
  guard?: string;
  message?: string;
  messageSegments?: Sentence;
  remedy?: string;
  remedySegments?: Sentence;
  /** The fields of the record a refusal is about, when it is about some. */
  fields?: readonly string[];
  /** What somebody should know before they do it. */
  warning?: string;
}

/** What refuses a verb and what would satisfy it, in one text. */
export function reasonOf(
  refused: Omit<ActionStateOf<string>, 'verb' | 'allowed'>,
): Phrase {
  const parts = [phraseOf('message', refused), phraseOf('remedy', refused)];
  return joined(
    parts.filter(part => part !== undefined),
    ' ',
  );
}

/** A condition that a record does not meet yet, and what mends it. */
export interface ConditionOf<V extends string> {
  /** Unique in its checklist. */
  id: string;
  /** The guard that asks for it; for programs, never for people. */
  guard: string;
  /** What is missing, in one sentence. */
  text: string;
  textSegments?: Sentence;
  /** What mends it. */
  remedy: string;
  remedySegments?: Sentence;
  /** The verbs that mend it, the best first; none when only time does, or somebody elsewhere. */
  mendedBy: V[];
  /** Entity refs of those who can. */
  who: string[];
  /** It does not hold up the next step, and is owed afterwards. */
  later?: boolean;
  /** When it is met without anybody doing anything. ISO 8601, UTC. */
  at?: string;
}

/** The next step: a few words, who takes it, and what has to be met before. */
export interface NextStepOf<V extends string> {
  text: string;
  textSegments?: Sentence;
  verb?: V;
  /** Entity refs of those who can. */
  who: string[];
  /** What is not met yet; first what somebody can act on. */
  conditions: ConditionOf<V>[];
}
