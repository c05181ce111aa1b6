import {
  ActionStateOf,
  callerRefSchema,
  CallerKind,
  instantSchema,
  notPermitted,
  person,
  record,
  Refusal,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { samePerson } from '../assurance/life';
import { endStates, Run } from './model';

/** What can be decided about how long the evidence of a run is kept. */
export const keepingVerbs = [
  'hold',
  'release',
  'ask-erasure',
  'decline-erasure',
  'erase',
] as const;
/** One of {@link keepingVerbs}. */
export type KeepingVerb = (typeof keepingVerbs)[number];

/** What each of them takes: a right to hold, or a right to erase. */
export const keepingRights = {
  hold: 'hold',
  release: 'hold',
  'ask-erasure': 'erase',
  'decline-erasure': 'erase',
  erase: 'erase',
} as const satisfies Record<KeepingVerb, 'hold' | 'erase'>;

const decidedSchema = z.object({
  by: callerRefSchema,
  at: instantSchema,
  reason: z.string(),
});
/** What somebody decided, when and why. */
export type Decided = z.output<typeof decidedSchema>;

/** How the evidence of a run is kept. */
export const keepingSchema = z.object({
  /** Its report demands it until then. Absent while it has not ended. */
  until: instantSchema.optional(),
  /** Nothing is erased while one of these stands; one without a person is of the configuration. */
  holds: z.array(decidedSchema.partial({ by: true, at: true })),
  /** Somebody asked that it be erased before its time: another person has to agree. */
  asked: decidedSchema.optional(),
  erased: z
    .object({ at: instantSchema, asked: decidedSchema.optional() })
    .optional(),
});
export type Keeping = z.output<typeof keepingSchema>;

/** Who asks for something. */
export interface KeepingActor {
  ref: string;
  by: CallerKind;
}

type Verdict = { ok: true } | { ok: false; refusal: Refusal };
type KeptRun = Pick<Run, 'number' | 'state' | 'endedAt'>;

const fine: Verdict = { ok: true };

/** The hold that a person laid and nobody lifted. */
export const personsHold = ({ holds }: Pick<Keeping, 'holds'>) =>
  holds.find(({ by }) => by !== undefined);

function erased({ number }: KeptRun, { at }: { at: string }): Verdict {
  return refuse(
    'erased',
    say`The evidence of ${record(number)} was erased at ${time(at)}.`,
    'Run the report again to have other evidence.',
  );
}

/** Whether nothing stands against erasing it, but for who decides. */
function erasable(run: KeptRun, { holds }: Keeping): Verdict {
  const { number, state, endedAt } = run;
  if (!endStates.includes(state) || !endedAt) {
    return refuse(
      'state',
      say`${record(number)} has not ended.`,
      'Wait until it has ended, or cancel it.',
    );
  }
  const [hold] = holds;
  return hold
    ? refuse(
        'hold',
        say`${record(number)} is held: ${hold.reason}.`,
        hold.by
          ? say`Ask ${person(
              hold.by,
            )} to lift the hold, where its reason is gone.`
          : 'Take the hold out of complianceEvidence.retention.holds, where its reason is gone.',
      )
    : fine;
}

const rules: Record<
  KeepingVerb,
  (run: KeptRun, keeping: Keeping, who: KeepingActor) => Verdict
> = {
  hold: ({ number }, keeping) => {
    const hold = personsHold(keeping);
    return hold
      ? refuse(
          'held',
          say`${record(number)} is held already, by ${person(hold.by!)}: ${
            hold.reason
          }.`,
          'Nothing is left to do: it is kept until that hold is lifted.',
        )
      : fine;
  },
  release: ({ number }, keeping, { ref }) => {
    if (!personsHold(keeping)) {
      return refuse(
        'held',
        say`Nobody holds ${record(number)}.`,
        keeping.holds.length > 0
          ? 'Its hold is in complianceEvidence.retention.holds: take it out there.'
          : 'Nothing is left to do.',
      );
    }
    return keeping.asked && samePerson(keeping.asked.by, ref)
      ? refuse(
          'duty',
          'Whoever asks for the erasure never lifts the hold that stands against it.',
          'Ask somebody else to lift it.',
        )
      : fine;
  },
  'ask-erasure': (run, keeping) =>
    keeping.asked
      ? refuse(
          'asked',
          say`${person(keeping.asked.by)} asked for it already: ${
            keeping.asked.reason
          }.`,
          'Agree to it or decline it.',
        )
      : erasable(run, keeping),
  'decline-erasure': ({ number }, { asked }) =>
    asked ? fine : notAsked(number),
  erase: (run, keeping, { ref }) => {
    const { asked } = keeping;
    if (!asked) return notAsked(run.number);
    return samePerson(asked.by, ref)
      ? refuse(
          'duty',
          'Whoever asks for the erasure never agrees to it.',
          'Ask somebody else who may erase evidence.',
        )
      : erasable(run, keeping);
  },
};

function notAsked(number: string): Verdict {
  return refuse(
    'asked',
    say`Nobody asked that the evidence of ${record(number)} be erased.`,
    'Ask for it, with the reason.',
  );
}

/**
 * The one judge of holds and erasures: routes, buttons and whoever verifies a story ask it. Two people erase before the time,
 * none of them against a hold, and no machine.
 */
export function judgeKeeping(
  verb: KeepingVerb,
  run: KeptRun,
  keeping: Keeping,
  who: KeepingActor,
): Verdict {
  if (who.by !== 'person') {
    return refuse(
      'person',
      'Only a person holds or erases evidence, and not through another plugin.',
      'Decide it in the portal.',
    );
  }
  return keeping.erased
    ? erased(run, keeping.erased)
    : rules[verb](run, keeping, who);
}

/** The verbs as the page of a run offers them. */
export function keepingActions(
  run: KeptRun,
  keeping: Keeping,
  who: KeepingActor & { permitted(right: 'hold' | 'erase'): boolean },
): ActionStateOf<KeepingVerb>[] {
  return keepingVerbs.map(verb => {
    const verdict = judgeKeeping(verb, run, keeping, who);
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return who.permitted(keepingRights[verb])
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}
