import { TimeWindow } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { correctionEntrySchemas } from './entries';
import { CorrectionKind, SeenChange } from './model';

/** An entry of the ledger about a correction, as far as its facts need it. */
export interface CorrectionEntry {
  id: string;
  type: string;
  actor: string;
  occurredAt: string;
  data: unknown;
}

/** Somebody who did something, and when. ISO 8601. */
export interface Signed {
  by: string;
  at: string;
}

/** What became of a correction, as its entries tell it. */
export interface CorrectionFacts {
  /** The entry that it was entered by. */
  entry: string;
  kind: CorrectionKind;
  reason: string;
  objectives: readonly string[];
  /** The window as it was entered, the first one where it recurs. */
  window: TimeWindow;
  timeZone: string;
  rrule?: string;
  /** The change it relies on, as it was seen last. */
  change?: SeenChange;
  entered: Signed;
  confirmations: readonly (Signed & { involved: boolean })[];
  withdrawn?: Signed & { reason: string };
}

/** Folds entries in the order of the ledger. What does not fit what stands changes nothing. */
export function foldCorrection(
  entries: readonly CorrectionEntry[],
): CorrectionFacts | undefined {
  return entries.reduce<CorrectionFacts | undefined>(apply, undefined);
}

function apply(
  facts: CorrectionFacts | undefined,
  { id, type, actor, occurredAt, data }: CorrectionEntry,
): CorrectionFacts | undefined {
  const signed = { by: actor.toLocaleLowerCase('en-US'), at: occurredAt };
  if (type === 'correction.entered') {
    if (facts) return facts;
    const read = dataOf('correction.entered', data);
    if (!read) return undefined;
    const {
      owners: _owners,
      involved: _involved,
      limits: _limits,
      windows: _windows,
      ...entered
    } = read;
    return { ...entered, entry: id, entered: signed, confirmations: [] };
  }
  if (!facts) return undefined;
  switch (type) {
    case 'correction.change-seen': {
      const change = dataOf(type, data);
      return change && facts.change?.number === change.number
        ? { ...facts, change }
        : facts;
    }
    case 'correction.confirmed': {
      const read = dataOf(type, data);
      if (!read) return facts;
      const involved = read.involved.length > 0;
      return {
        ...facts,
        confirmations: [...facts.confirmations, { ...signed, involved }],
      };
    }
    case 'correction.withdrawn': {
      const read = dataOf(type, data);
      if (!read || facts.withdrawn) return facts;
      return { ...facts, withdrawn: { ...signed, reason: read.reason } };
    }
    default:
      return facts;
  }
}

type Schemas = typeof correctionEntrySchemas;

function dataOf<T extends keyof Schemas>(
  type: T,
  data: unknown,
): z.infer<Schemas[T]> | undefined {
  // An entry may also say through what it came.
  const { via: _via, ...rest } = (data ?? {}) as Record<string, unknown>;
  const result = correctionEntrySchemas[type].safeParse(rest);
  return result.success ? (result.data as z.infer<Schemas[T]>) : undefined;
}
