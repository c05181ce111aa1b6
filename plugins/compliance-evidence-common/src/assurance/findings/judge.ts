import {
  person,
  record,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { Actor, allowed, judgeByTable, Verdict } from '../life';
import { FindingEntryData } from './entries';
import { FindingFacts, findingState } from './model';
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

/** What a run shows of a finding. */
export interface RunOnFinding {
  number: string;
  report: string;
  /** It answered the same question. */
  asked: boolean;
  /** The last run that saw the finding. */
  lastSeen: string;
  /** Everything that was in scope when the finding was seen was in scope again. */
  covers: boolean;
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

/** Runs are numbered in the order in which they are asked for. */
function isLaterRun(number: string, than: string): boolean {
  return Number(number.slice(3)) > Number(than.slice(3));
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

function judgeClosing(
  { seen, report }: FindingFacts,
  { absence }: FindingEntryData<'finding.closed'>,
  { run }: FindingWorld,
): Verdict {
  const field = ['run'];
  if (!isLaterRun(absence.run, seen.run)) {
    return refuse(
      'evidence',
      say`${record(absence.run)} is not later than ${record(
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
  if (!isLaterRun(run.number, run.lastSeen)) {
    return refuse(
      'evidence',
      say`${record(run.lastSeen)} still shows this finding.`,
      'Remediate it, run the report again, and name that run.',
      field,
    );
  }
  if (!run.covers) {
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
  { seen }: FindingFacts,
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
  return data.seen && isLaterRun(data.seen.run, seen.run)
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
    case 'close':
      return judgeClosing(facts, call.data, world);
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
