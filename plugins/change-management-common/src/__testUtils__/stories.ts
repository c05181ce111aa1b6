import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { StoryClaimId } from '../evidence/claims';
import { changeStory } from '../evidence/story';
import { ChangeEventType } from '../model';
import { pipeline, presented, Tale } from '../testUtils/Tale';
import { honestStory } from '../testUtils/honestStory';
import { owners } from '../testUtils/world';

/** The claims of a story that do not hold, each with what it says. */
export const told = (entries: LedgerEntry[]): string[] =>
  changeStory(entries)
    .claims.filter(claim => !claim.holds)
    .map(claim => `${claim.id}: ${claim.detail}`);

/** The same by their names. */
export const failed = (entries: LedgerEntry[]): StoryClaimId[] =>
  changeStory(entries)
    .claims.filter(claim => !claim.holds)
    .map(claim => claim.id);

interface Alteration {
  actor?: string;
  nth?: number;
  of?: LedgerEntry[];
}

/** The story with the data of one entry changed. */
export function altered(
  type: ChangeEventType,
  change: object,
  { actor, nth = 0, of = honestStory() }: Alteration = {},
): LedgerEntry[] {
  let seen = 0;
  return of.map(entry => {
    if (entry.type !== type || seen++ !== nth) return entry;
    return {
      ...entry,
      actor: actor ?? entry.actor,
      data: JSON.parse(
        JSON.stringify({ ...(entry.data as object), ...change }),
      ) as LedgerEntry['data'],
    };
  });
}

/** The honest story without some of its entries. */
export const without = (...types: ChangeEventType[]) =>
  honestStory().filter(entry => !types.some(type => type === entry.type));

/** The story with an entry moved to just before the first of another type. */
export function moved(
  type: ChangeEventType,
  before: ChangeEventType,
): LedgerEntry[] {
  const story = honestStory();
  const index = (of: ChangeEventType) => story.findIndex(e => e.type === of);
  const [entry] = story.splice(index(type), 1);
  story.splice(index(before), 0, entry);
  return story;
}

/** A decision of somebody on what stands there, as its entry says it. */
export const decision = (tale: Tale, by: string, at: string) => ({
  approvalId: `${by} at ${at}`,
  round: tale.facts.round,
  group: owners,
  approver: by,
  subjectDigest: tale.facts.asked!.subjectDigest,
  relied: tale.relies(at),
});
/** The gate lets through, whatever it should have said. */
export const allows = (tale: Tale, at = '2026-11-24T21:05:00.000Z') =>
  tale.write('gate.decided', pipeline, at, {
    id: 'gate-1',
    decision: 'allow',
    changeNumber: tale.facts.number,
    checks: [],
    decidedAt: at,
    askedBy: pipeline,
    ...presented,
    relied: tale.relies(at),
  });
