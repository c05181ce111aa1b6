import {
  ActionStateOf,
  CallerKind,
  notPermitted,
  record,
  Refusal,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { endStates, Run } from './model';

/** What can be done with a run. */
export const runVerbs = ['cancel', 'retry', 'deliver'] as const;
/** One of {@link runVerbs}. */
export type RunVerb = (typeof runVerbs)[number];

/** A run as far as the judge looks at it. */
export type JudgedRun = Pick<
  Run,
  'number' | 'state' | 'phase' | 'endedAt' | 'failure'
> & {
  packed: boolean;
  recipients: number;
  /** Its evidence is gone. */
  erased?: boolean;
};

/** Who asks, and what the permission framework lets them do. */
export interface RunActor {
  by: CallerKind;
  permitted: Record<RunVerb, boolean>;
}

type Verdict = { ok: true } | { ok: false; refusal: Refusal };

const fine: Verdict = { ok: true };

const gone = (number: string) =>
  refuse(
    'erased',
    say`The evidence of ${record(number)} is erased.`,
    'Run the report again to have another run.',
  );

const rules: Record<RunVerb, (run: JudgedRun) => Verdict> = {
  cancel: ({ number, state, endedAt }) =>
    endStates.includes(state)
      ? refuse(
          'state',
          endedAt
            ? say`${record(number)} ended at ${time(endedAt)}: it is ${state}.`
            : say`${record(number)} has ended: it is ${state}.`,
          'Run the report again to have another run.',
        )
      : fine,
  retry: ({ number, state, erased }) => {
    if (erased) return gone(number);
    return state === 'failed'
      ? fine
      : refuse(
          'state',
          say`${record(
            number,
          )} is ${state}: only a failed run is taken up again.`,
          'Run the report again to have another run.',
        );
  },
  deliver: ({ number, state, packed, recipients, erased }) => {
    if (erased) return gone(number);
    if (!packed) {
      return refuse(
        'pack',
        say`${record(number)} has no pack yet.`,
        'Wait until its log is written.',
      );
    }
    if (state === 'canceled') {
      return refuse(
        'state',
        say`${record(number)} is canceled: its pack goes to nobody.`,
        'Run the report again to have another run.',
      );
    }
    if (!endStates.includes(state)) {
      return refuse(
        'state',
        say`${record(number)} is being delivered.`,
        'Wait until it has ended.',
      );
    }
    return recipients > 0
      ? fine
      : refuse(
          'recipients',
          say`The report of ${record(number)} names no recipients.`,
          'Name them under spec.recipients of its report.yaml, and run it again.',
        );
  },
};

/**
 * The one judge: routes, buttons and whoever verifies a story ask it. Machines ask for runs and cancel them; what is
 * sent once more, a person decides.
 */
export function judgeRun(
  verb: RunVerb,
  run: JudgedRun,
  { by }: Pick<RunActor, 'by'>,
): Verdict {
  if (verb === 'deliver' && by !== 'person') {
    return refuse(
      'person',
      'Machines and assistants send no pack a second time.',
      'Open the run in the portal and send it yourself.',
    );
  }
  return rules[verb](run);
}

/** The verbs as the page of a run offers them. */
export function runActions(
  run: JudgedRun,
  actor: RunActor,
): ActionStateOf<RunVerb>[] {
  return runVerbs.map(verb => {
    const verdict = judgeRun(verb, run, actor);
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return actor.permitted[verb]
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}
