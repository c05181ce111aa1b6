import {
  person,
  record,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { statementSchema } from '../fields';
import {
  Actor,
  allowed,
  foldOf,
  judgeByTable,
  samePerson,
  Verdict,
} from '../life';
import { AttestationFacts, Attested, attestedSchema } from './model';

/** The ledger entries of attestations. */
export const attestationEntrySchemas = {
  'attestation.made': attestedSchema.extend({
    /** Version of the rules it is judged by. */
    rules: z.literal(1),
  }),
  'attestation.withdrawn': z.object({ reason: statementSchema }),
} as const;
/** The data of each entry about an attestation, by its type. */
export type AttestationEntrySchemas = typeof attestationEntrySchemas;

/** What becomes of an attestation by one more entry. Pure and total: it never throws. */
export const applyAttestationEntry = foldOf<
  AttestationFacts,
  AttestationEntrySchemas,
  'attestation.made'
>(
  attestationEntrySchemas,
  'attestation.made',
  (number, { rules: _rules, ...attested }, signed) => ({
    ...attested,
    number,
    title: `${attested.control.framework} ${attested.control.id}, ${attested.period.label}`,
    state: 'attested',
    made: signed,
  }),
  {
    'attestation.withdrawn': (facts, { reason }, signed) => ({
      ...facts,
      state: 'withdrawn',
      withdrawn: { reason, ...signed },
    }),
  },
);

/** What the judge has to know beside what is attested; `elsewhere` for whoever has only the story. */
export type AttestingWorld =
  | 'elsewhere'
  | {
      run?: {
        completed: boolean;
        /** A question of it is about the control. */
        covers: boolean;
        /** The period it is about, where it has one. */
        period?: { start: string; end: string };
      };
      /** Who owns the control, where somebody is named, and whether that is whoever asks. */
      owner?: { ref: string; asks: boolean };
      /** The attestation of this control and period that stands. */
      standing?: string;
    };

/** Whether this may be attested, and by whom: an owner of the control attests, and who made the evidence never attests to it. */
export function judgeAttesting(
  { control, period, run, conclusion, open }: Attested,
  who: Actor,
  world: AttestingWorld,
): Verdict {
  if (who.by !== 'person') {
    return refuse(
      'person',
      'Only a person attests to a control, and not through another plugin.',
      'Attest in the portal.',
    );
  }
  const makers = [run.requestedBy, ...(run.retriedBy ?? [])];
  if (makers.some(maker => samePerson(maker, who.ref))) {
    return refuse(
      'duty',
      say`You made the evidence: ${record(run.number)} is yours.`,
      'Ask another owner of the control to attest to it.',
    );
  }
  if (conclusion === 'effective' && open.length > 0) {
    return refuse(
      'conclusion',
      say`${record(open[0])} is not closed, so the control has an exception.`,
      'Conclude with exceptions, or settle the finding first.',
      ['conclusion'],
    );
  }
  if (world === 'elsewhere') return allowed;
  if (!world.run) {
    return refuse(
      'run',
      say`There is no run ${record(run.number)}.`,
      'Name a completed run.',
      ['run'],
    );
  }
  if (!world.run.completed || !world.run.covers) {
    return refuse(
      'run',
      world.run.completed
        ? say`${record(run.number)} has no question about ${
            control.framework
          } ${control.id}.`
        : say`${record(run.number)} is not completed.`,
      'Name a completed run of a report that answers for this control.',
      ['run'],
    );
  }
  if (world.owner && !world.owner.asks) {
    return refuse(
      'owner',
      say`${control.framework} ${control.id} is for ${person(
        world.owner.ref,
      )} to attest.`,
      say`Ask ${person(world.owner.ref)}.`,
    );
  }
  const about = world.run.period;
  if (about && (about.start > period.start || about.end < period.end)) {
    return refuse(
      'period',
      say`${record(run.number)} does not cover ${period.label}.`,
      'Name a run of that period.',
      ['period'],
    );
  }
  return world.standing
    ? refuse(
        'standing',
        say`${record(world.standing)} attests to it already.`,
        say`Withdraw ${record(world.standing)} first.`,
      )
    : allowed;
}

/** Whether an attestation may be withdrawn: by whoever made it. */
export function judgeWithdrawing(
  { number, state, made }: AttestationFacts,
  who: Actor,
): Verdict {
  const table = judgeByTable(
    { number, state },
    {
      entry: 'attestation.withdrawn',
      states: ['attested'],
      by: ['person'],
    },
    who,
    ['withdrawn'],
  );
  if (!table.ok) return table;
  return samePerson(made.by, who.ref)
    ? allowed
    : refuse(
        'duty',
        say`${record(number)} is what ${person(made.by)} attested.`,
        say`Ask ${person(made.by)} to withdraw it.`,
      );
}
