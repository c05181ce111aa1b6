import { record, refuse, say } from '@countersign/plugin-governance-common';
import { allowed, Verdict } from '../assurance/life';
import { RunState } from '../run/phases';
import { drawSample } from './sample';
import { InquiryAsked, InquiryFacts } from './model';

/** A run as far as the judge looks at it. */
export interface InquiredRun {
  number: string;
  state: RunState;
  packed: boolean;
}

/** Whether a run can be asked about: what is answered is held against its signed pack later, so there has to be one. */
export function judgeInquiring({
  number,
  state,
  packed,
}: InquiredRun): Verdict {
  if (packed) return allowed;
  return state === 'queued' || state === 'running'
    ? refuse(
        'pack',
        say`${record(number)} has no pack yet.`,
        'Wait until its log is written.',
      )
    : refuse(
        'pack',
        say`${record(number)} is ${state} and has no pack.`,
        'Ask about a run that was completed.',
      );
}

/** Whether an answer has what is asked of it. */
export function judgeAsked(asked: InquiryAsked): Verdict {
  if (asked.kind === 'sample' && asked.size > asked.rows) {
    return refuse(
      'size',
      asked.rows === 0
        ? `${asked.question} has no rows.`
        : `${asked.question} has ${asked.rows} rows, fewer than ${asked.size}.`,
      asked.rows === 0
        ? 'Take a sample of a question that has rows.'
        : `Ask for ${asked.rows} or fewer.`,
      ['size'],
    );
  }
  return allowed;
}

/** What of an inquiry contradicts itself: whoever verifies its one entry sees it without anything else. */
export function contradictions({
  run,
  asked,
  outcome,
  result,
}: Pick<InquiryFacts, 'run' | 'asked' | 'outcome' | 'result'>): string[] {
  if (asked.kind !== outcome.kind) {
    return [`It was a ${asked.kind}, and the outcome is of a ${outcome.kind}.`];
  }
  const found: string[] = [];
  const verdict = judgeAsked(asked);
  if (!verdict.ok) found.push(verdict.refusal.message);
  if (asked.kind === 'sample' && outcome.kind === 'sample') {
    const drawn = drawSample({ ...asked, root: run.rows.root }, asked.size);
    if (drawn.join() !== outcome.positions.join()) {
      found.push('These are not the rows that follow from the signed root.');
    }
    if (result.rows !== outcome.positions.length) {
      found.push('The result has other rows than were drawn.');
    }
  }
  if (asked.kind === 'shadow' && outcome.kind === 'shadow') {
    const { same, differ, onlyInRun, onlyByHand, repeated } = outcome;
    const { cells, cellsDiffer, byHand } = outcome;
    const inBoth = same + differ;
    if (
      inBoth + onlyInRun !== asked.rows ||
      inBoth + onlyByHand + repeated !== byHand ||
      cells !== inBoth * asked.columns.length ||
      result.rows !== cellsDiffer + onlyInRun + onlyByHand + repeated
    ) {
      found.push('The numbers of rows and cells do not add up.');
    }
  }
  if (asked.kind === 'seeded' && outcome.kind === 'seeded') {
    const { caught, missed, notPlanted } = outcome;
    if (caught + missed + notPlanted !== asked.seeds) {
      found.push('The numbers of breaches do not add up.');
    }
  }
  return found;
}
