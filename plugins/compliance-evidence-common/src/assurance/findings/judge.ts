import {
  person,
  record,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { Actor, allowed, judgeByTable, Verdict } from '../life';
import { coversScope } from '../comparison';
import { FindingEntryData } from './entries';
import { FindingFacts, findingState, Sighting } from './model';
import { FindingVerb, findingVerbTable } from './verbs';

/** A verb that somebody asks for, with what its ledger entry would say and when. */
export type FindingCall = {
  [V in FindingVerb]: {
    verb: V;
    who: Actor;
    at: string;
    data: FindingEntryData<(typeof findingVerbTable)[V]['entry']>;
  };
}[FindingVerb];

/** What a run was asked, and when the time that it is about ends. */
export interface RunScope {
  parameters: Parameters<typeof coversScope>[0];
  periodEnd?: string;
}

/** Whether everything that was in scope of one run is in scope of another, which is about no earlier period. */
export type ScopeOfRun = 'covers' | 'smaller' | 'earlier';

/** How the scope of a run is to that of an earlier one. */
export function scopeOfRun(
  seen: RunScope,
  { parameters, periodEnd }: RunScope,
): ScopeOfRun {
  if (seen.periodEnd && periodEnd && periodEnd < seen.periodEnd) {
    return 'earlier';
  }
  return coversScope(seen.parameters, parameters) ? 'covers' : 'smaller';
}

/** What a run shows of a finding. */
export interface RunOnFinding {
  number: string;
  report: string;
  /** It answered the same question. */
  asked: boolean;
  /** The run that saw the finding last, and when the last of its sources was taken. */
  lastSeen: { run: string; taken?: string };
  /** How its scope is to that of the run that saw the finding last. */
  scope: ScopeOfRun;
  /** Sources of which something is missing. */
  incomplete: readonly string[];
}

/** What the judge has to know beside the finding; `elsewhere` for whoever has only its story. */
export interface FindingWorld {
  run?: RunOnFinding | 'elsewhere';
}

/** An acceptance lasts no longer. */
export const LONGEST_ACCEPTANCE_DAYS = 366;

const DAY_MS = 86_400_000;

/**
 * Whether what one run shows is newer than what another one showed. A run that failed and was taken up again may have newer
 * data than one that was asked for after it; numbers tell the order only where nobody wrote when the data was taken.
 */
export function showsLater(
  { run, taken }: { run: string; taken?: string },
  than: { run: string; taken?: string },
): boolean {
  return taken !== undefined && than.taken !== undefined
    ? taken > than.taken
    : Number(run.slice(3)) > Number(than.run.slice(3));
}

/**
 * Whether a run speaks against what stands: it saw a finding that a run had closed, and its data is not older than that of the
 * closing run.
 */
export function isBack(
  { seen, closing }: Pick<FindingFacts, 'seen' | 'closing'>,
  again: Sighting,
): boolean {
  if (!closing) return showsLater(again, seen);
  const { absence } = closing;
  // What happened is shown again by every run of its period: that says nothing against the evidence that explains it.
  if (!absence) return false;
  return again.run !== absence.run && !showsLater(absence, again);
}

function judgeAccepting(
  { hands }: FindingFacts,
  who: Actor,
  at: string,
  { until }: FindingEntryData<'finding.accepted'>,
): Verdict {
  if (hands.includes(who.ref.toLocaleLowerCase('en-US'))) {
    return refuse(
      'duty',
      'Whoever explained a finding or remediates it never accepts it.',
      'Ask somebody who did neither to accept it.',
    );
  }
  if (until <= at) {
    return refuse(
      'until',
      say`${time(until)} is not in the future.`,
      'Name the day on which the acceptance ends.',
      ['until'],
    );
  }
  const last = new Date(Date.parse(at) + LONGEST_ACCEPTANCE_DAYS * DAY_MS);
  return until > last.toISOString()
    ? refuse(
        'until',
        say`Nothing is accepted for longer than ${LONGEST_ACCEPTANCE_DAYS} days.`,
        say`Name a day before ${time(last.toISOString())}.`,
        ['until'],
      )
    : allowed;
}

/** What happened in a period stays so: evidence that explains it ends it, where somebody else than its author thinks so. */
function judgeSettling(
  { about, state, explanation, hands }: FindingFacts,
  who: Actor,
): Verdict {
  if (about !== 'period') {
    return refuse(
      'evidence',
      'It is about how things stand: an explanation does not change that.',
      'Remediate it, run the report again, and name that run.',
      ['run'],
    );
  }
  if (state !== 'explained' || !explanation?.evidence.length) {
    return refuse(
      'evidence',
      'No explanation with evidence stands.',
      'Explain it and name what shows that it is so, or name a run of its period that no longer shows it.',
      ['run'],
    );
  }
  return hands.includes(who.ref.toLocaleLowerCase('en-US'))
    ? refuse(
        'duty',
        'Whoever explained a finding or remediates it never closes it by that.',
        'Ask somebody who did neither to close it.',
      )
    : allowed;
}

function judgeClosing(
  { seen, report, period }: FindingFacts,
  absence: NonNullable<FindingEntryData<'finding.closed'>['absence']>,
  { run }: FindingWorld,
): Verdict {
  const field = ['run'];
  const { start, end } = absence.period ?? {};
  if (period && (start !== period.start || end !== period.end)) {
    return refuse(
      'scope',
      say`${record(absence.run)} is not about ${
        period.label
      }, in which this happened.`,
      say`Run the report for ${period.label} again and name that run, or explain it with evidence.`,
      field,
    );
  }
  if (!showsLater(absence, seen)) {
    return refuse(
      'evidence',
      say`${record(absence.run)} has no newer data than ${record(
        seen.run,
      )}, which saw this finding.`,
      'Run the report again, and name that run.',
      field,
    );
  }
  if (run === 'elsewhere') return allowed;
  if (run?.number !== absence.run || run.report !== report || !run.asked) {
    return refuse(
      'evidence',
      say`${record(absence.run)} did not answer the question of this finding.`,
      say`Name a run of the report ${report}.`,
      field,
    );
  }
  if (!showsLater(absence, run.lastSeen)) {
    return refuse(
      'evidence',
      say`${record(run.lastSeen.run)} still shows this finding.`,
      'Remediate it, run the report again, and name that run.',
      field,
    );
  }
  if (run.scope === 'earlier') {
    return refuse(
      'scope',
      say`${record(
        run.number,
      )} is about an earlier period than the run that showed this finding.`,
      say`Run the report for the period of ${record(run.lastSeen.run)}.`,
      field,
    );
  }
  if (run.scope === 'smaller') {
    return refuse(
      'scope',
      say`The scope of ${record(
        run.number,
      )} is smaller than the one that showed this finding.`,
      say`Run the report with everything that was in scope in ${record(
        seen.run,
      )}.`,
      field,
    );
  }
  return run.incomplete.length > 0
    ? refuse(
        'evidence',
        say`${record(run.number)} lacks a part of ${run.incomplete.join(
          ', ',
        )}.`,
        'Run the report again once the source answers in full.',
        field,
      )
    : allowed;
}

function judgeReopening(
  facts: FindingFacts,
  who: Actor,
  data: FindingEntryData<'finding.reopened'>,
): Verdict {
  if (who.by === 'person') {
    return data.reason === undefined
      ? refuse('reason', 'Nobody said why.', 'Say why it is open again.', [
          'reason',
        ])
      : allowed;
  }
  return data.seen && isBack(facts, data.seen)
    ? allowed
    : refuse(
        'evidence',
        'No later run saw it again.',
        'Let a person open it again, with a reason.',
      );
}

/** The one judge of findings: routes, buttons, runs and whoever verifies a story ask it. */
export function judgeFinding(
  facts: FindingFacts,
  call: FindingCall,
  world: FindingWorld = {},
): Verdict {
  const { number } = facts;
  const state = findingState(facts, call.at);
  const table = judgeByTable(
    { number, state },
    findingVerbTable[call.verb],
    call.who,
    [],
  );
  if (!table.ok) return table;
  switch (call.verb) {
    case 'accept':
      return judgeAccepting(facts, call.who, call.at, call.data);
    case 'close': {
      const { absence } = call.data;
      return absence
        ? judgeClosing(facts, absence, world)
        : judgeSettling(facts, call.who);
    }
    case 'reopen':
      return judgeReopening(facts, call.who, call.data);
    case 'remediate':
      return call.data.change.number.startsWith('CHG')
        ? allowed
        : refuse(
            'change',
            say`${call.data.change.number} is no change.`,
            'Name a change such as CHG0000042.',
            ['change'],
          );
    case 'assign':
      return call.data.person !== undefined && call.data.person === facts.owner
        ? refuse(
            'owner',
            say`${person(call.data.person)} sees to it already.`,
            'Nothing is left to do.',
            ['person'],
          )
        : allowed;
    default:
      return allowed;
  }
}
