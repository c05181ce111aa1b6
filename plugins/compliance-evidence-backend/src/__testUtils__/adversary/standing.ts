import { FindingFacts } from '@countersign/plugin-compliance-evidence-common';
import { StoredFinding } from '../../database/FindingStore';
import { StoredRun } from '../../database/RunStore';
import { Standing, StandingRun } from './draw';
import { Kept } from './drawKeeping';
import { Estate } from './Estate';
import { WatchedRecord } from './invariants';
import { callerOf, owners, Player, players, Quarter } from './moves';

/**
 * What stands in a game, for whoever draws the next move.
 *
 * @param of - The records of a kind, the last one first.
 */
export function standingOf(
  of: (prefix: string) => readonly WatchedRecord[],
  estate: Estate,
): Omit<Standing, 'opening'> {
  const runs = of('RUN');
  const numbers = runs.map(({ number }) => number);
  return {
    findings: of('FND').map(({ state, facts }) => {
      const { key, absentRun } = facts as StoredFinding & FindingFacts;
      const run = absentRun === undefined ? -1 : numbers.indexOf(absentRun);
      const grant = key[0].value!;
      return {
        state,
        grant: estate.grants.findIndex(({ name }) => name === grant),
        tempting: runsWithout(grant, numbers, estate),
        ...(run >= 0 && { absentRun: run }),
      };
    }),
    requests: of('REQ').map(({ state }) => state),
    attestations: of('ATT').map(({ state }) => state),
    runs: runs.map(standingRun),
  };
}

/** Runs that looked and did not show a grant, counted from the last one. */
function runsWithout(
  grant: string,
  numbers: readonly string[],
  { taken }: Estate,
): number[] {
  return numbers.flatMap((number, i) => {
    const seen = taken.get(number);
    return seen && !seen.shown.includes(grant) ? [i] : [];
  });
}

/** A run with those of its makers who might attest to it. */
function standingRun({ state, facts, entries }: WatchedRecord): StandingRun {
  const { run } = facts as StoredRun;
  const actors = entries
    .filter(({ type }) => /requested|retried/.test(type))
    .map(({ actor }) => actor);
  const lastDeed = (who: (typeof players)[number]) =>
    actors.lastIndexOf(callerOf(who).ref);
  return {
    state,
    kept: keptBy(entries),
    wantedGoneBy: wantedGoneBy(entries),
    quarter: run.parameters.quarter as Quarter,
    makers: players
      .filter(who => who !== 'assistant' && lastDeed(who) >= 0)
      .filter(who => owners.includes(callerOf(who).ref))
      .sort((a, b) => lastDeed(a) - lastDeed(b)),
  };
}

/** How the evidence of a run is kept, by what was decided. */
function keptBy(entries: WatchedRecord['entries']): Kept {
  const last = (pattern: RegExp) =>
    entries.filter(({ type }) => pattern.test(type)).at(-1)?.type;
  if (last(/erased$/)) return 'erased';
  const isHeld = last(/held$|released$/) === 'run.held';
  const isAsked = last(/erasure/) === 'run.erasure_asked';
  if (isHeld) return isAsked ? 'held and asked' : 'held';
  return isAsked ? 'asked' : 'free';
}

/** Who asked last that it be erased. */
function wantedGoneBy(entries: WatchedRecord['entries']): Player | undefined {
  const asked = entries
    .filter(({ type }) => type === 'run.erasure_asked')
    .at(-1);
  return players.find(who => callerOf(who).ref === asked?.actor);
}
