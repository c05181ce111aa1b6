import { Keeping } from '@countersign/plugin-compliance-evidence-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { StoredRun } from '../../database/RunStore';
import { Say, Sight } from './invariants';

const DAY = 86_400_000;

/** What is decided about how long the evidence of a run is kept, and what comes of it. */
export const aboutKeeping =
  /^run\.(held|released|erasure_asked|erasure_declined|erased)$/;

const isSame = (one: string, other: string) =>
  one.toLocaleLowerCase('en-US') === other.toLocaleLowerCase('en-US');

/** Evidence is there while it is held, until its time is over or two people agree; what stands is what was decided. */
export async function judgeKeeping(
  { ground, written }: Sight,
  say: Say,
): Promise<void> {
  for (const { number, entries, facts } of written('RUN')) {
    const told = judgeHistory(number, entries, say);
    const { run } = facts as StoredRun;
    const { holds, asked, erased } = await ground.kept(run.id);
    const stands = [
      holds.length,
      asked?.by.toLocaleLowerCase('en-US'),
      erased !== undefined,
    ];
    const decided = [
      told.held ? 1 : 0,
      told.asked?.toLocaleLowerCase('en-US'),
      told.erased,
    ];
    if (JSON.stringify(stands) !== JSON.stringify(decided)) {
      say('What was decided stands', 'keeping', `${number}: ${stands}`);
    }
  }
}

/** @returns how it is kept, by what was decided */
function judgeHistory(
  number: string,
  entries: readonly LedgerEntry[],
  say: Say,
): { held: boolean; asked?: string; erased: boolean } {
  const kept = { held: false, asked: undefined, erased: false } as {
    held: boolean;
    asked?: string;
    erased: boolean;
  };
  let endedAt: string | undefined;
  for (const { type, actor, data, occurredAt } of entries) {
    const isDecided =
      aboutKeeping.test(type) || /^run\.(resent|retried)$/.test(type);
    if (kept.erased && isDecided) {
      say('What is erased is over', 'after-erasure', `${number}: ${type}`);
    }
    switch (type) {
      case 'run.completed':
      case 'run.failed':
      case 'run.canceled':
        endedAt = occurredAt;
        break;
      case 'run.retried':
      case 'run.resent':
        endedAt = undefined;
        break;
      case 'run.held':
        if (kept.held) say('One hold stands', 'held-twice', number);
        kept.held = true;
        break;
      case 'run.released':
        if (kept.asked && isSame(kept.asked, actor)) {
          say('Nobody clears the way for themselves', 'way-cleared', number);
        }
        kept.held = false;
        break;
      case 'run.erasure_asked':
        if (kept.asked) say('One request stands', 'asked-twice', number);
        kept.asked = actor;
        break;
      case 'run.erasure_declined':
        kept.asked = undefined;
        break;
      case 'run.erased': {
        const { retentionDays } = Object(data) as { retentionDays: number };
        const isDue =
          endedAt !== undefined &&
          Date.parse(occurredAt) >= Date.parse(endedAt) + retentionDays * DAY;
        const areTwo =
          actor.startsWith('user:') &&
          kept.asked !== undefined &&
          !isSame(kept.asked, actor);
        if (kept.held) say('What is held is kept', 'erased-held', number);
        if (endedAt === undefined) {
          say('What is at work is kept', 'erased-early', number);
        }
        if (!areTwo && (actor.startsWith('user:') || !isDue)) {
          say('Two people erase before the time', 'erased-alone', number);
        }
        if (areTwo) kept.asked = undefined;
        kept.erased = true;
        break;
      }
      default:
    }
  }
  return kept;
}

/** How a ground has it. */
export type KeptRun = Omit<Keeping, 'until'>;
