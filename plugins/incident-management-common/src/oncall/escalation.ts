import {
  entityRefSchema,
  itemPredicateSchema,
  slugSchema,
  strictly,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** How somebody is told, in the portal and wherever their notifications go besides. */
export const NOTIFICATION = 'notification';

const someone = [
  z
    .string()
    .regex(/^rotation:[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(73),
  entityRefSchema.refine(ref => /^(user|group):/.test(ref)),
] as const;

/** Whom alerts without an entity tell: who is on call by a rotation, a person, or all of a group. */
export const tellSomeoneSchema = z.union(someone, {
  error:
    'must be rotation:NAME, a person such as user:default/dana, or a group',
});

/** Whom a step tells: the same, or the owner of what is hit. */
const tellSchema = z.union([...someone, z.literal('owner')], {
  error:
    'must be rotation:NAME, a person such as user:default/dana, a group, or owner',
});

/** One step of an escalation. */
export const escalationStepSchema = strictly({
  /** Minutes after the incident is raised, while nobody has acknowledged it. */
  after: z
    .int()
    .min(0)
    .max(7 * 24 * 60),
  tell: z.array(tellSchema).max(20).default([]),
  /** Names of webhook and Slack targets that get it besides. */
  targets: z.array(slugSchema).max(10).default([]),
}).refine(({ tell, targets }) => tell.length + targets.length > 0, {
  message: 'tells nobody: name somebody in tell, or a target in targets',
  path: ['tell'],
});
export type EscalationStep = z.output<typeof escalationStepSchema>;

/** Who is told of incidents, and who next while nobody reacts. The first policy that matches an incident's entity counts. */
export const escalationPolicySchema = strictly({
  name: slugSchema,
  title: textSchema.min(1).max(200),
  /** Which entities it is for: a Backstage filter predicate over an item. Absent, all. */
  match: itemPredicateSchema.optional(),
  /** Incidents that are less pressing page nobody. 1 is the most pressing. */
  priorities: z.array(z.int().min(1).max(5)).min(1).default([1, 2, 3, 4, 5]),
  steps: z.array(escalationStepSchema).min(1).max(20),
}).superRefine(({ steps }, context) =>
  steps.forEach(({ after }, i) => {
    if (i > 0 && after < steps[i - 1].after) {
      context.addIssue({
        code: 'custom',
        path: ['steps', i, 'after'],
        message: `must not be less than that of the step before (${
          steps[i - 1].after
        })`,
      });
    }
  }),
);
export type EscalationPolicy = z.output<typeof escalationPolicySchema>;

/** Of an incident, what decides who is paged. Instants are milliseconds since 1970. */
export interface EscalationFacts {
  /** When it was raised, or raised again. */
  raisedAt: number;
  /** When somebody took it, or it was over. */
  endedAt?: number;
  /** Places of the steps that were paged since it was raised, with whether they reached anybody. */
  paged: readonly { step: number; reached: boolean; at: number }[];
}

/** A step whose page is due. */
export interface DueStep {
  step: number;
  dueAt: number;
}

/**
 * The steps that are due and not paged yet, in their order, and when to look again. A step whose pages reach nobody (a gap,
 * or somebody who has left) makes the next one due at once.
 */
export function dueSteps(
  { steps }: Pick<EscalationPolicy, 'steps'>,
  { raisedAt, endedAt = Infinity, paged }: EscalationFacts,
  at: number,
): { due: DueStep[]; lookAgainAt?: number } {
  const due: DueStep[] = [];
  // What came due before somebody took it needs nobody any more.
  if (endedAt <= at) return { due };
  let forwardedAt = Infinity;
  for (const [step, { after }] of steps.entries()) {
    const dueAt = Math.min(raisedAt + after * 60_000, forwardedAt);
    const done = paged.find(page => page.step === step);
    if (done) {
      forwardedAt = done.reached ? Infinity : done.at;
      continue;
    }
    if (dueAt > at) return { due, lookAgainAt: dueAt };
    due.push({ step, dueAt });
    // Whether it reaches anybody is known when it is paged.
    forwardedAt = Infinity;
  }
  return { due };
}

/** When the step after one is due while nobody takes it; undefined after the last one. */
export function nextStepAt(
  { steps }: Pick<EscalationPolicy, 'steps'>,
  raisedAt: number,
  step: number,
): number | undefined {
  const next = steps[step + 1];
  return next && raisedAt + next.after * 60_000;
}

/** Whom a word of a step means at the moment, or why it means nobody. */
export type Reached =
  | { who: string; via?: string }
  | { nobody: 'gap' | 'left' | 'unknown-rotation' | 'no-owner'; told: string };

/** What says who is who at a moment. */
export interface OnCallWorld {
  /** Who is on call by a rotation; undefined where there is no rotation of that name. */
  onCall(rotation: string): { who?: string } | undefined;
  /** Whether the catalog has the person or group. */
  isThere(ref: string): boolean;
  /** Who owns the entity of the incident. */
  owner: string | undefined;
}

/** Whom a step tells, each once. */
export function reachedBy(
  { tell }: Pick<EscalationStep, 'tell'>,
  world: OnCallWorld,
): Reached[] {
  const all = tell.map(told => reachedWith(told, world));
  return all.filter(
    (one, i) =>
      'nobody' in one ||
      all.findIndex(other => 'who' in other && other.who === one.who) === i,
  );
}

function reachedWith(
  told: string,
  { onCall, isThere, owner }: OnCallWorld,
): Reached {
  if (told === 'owner') {
    return owner && isThere(owner)
      ? { who: owner, via: told }
      : { nobody: 'no-owner', told };
  }
  if (!told.startsWith('rotation:')) {
    return isThere(told) ? { who: told } : { nobody: 'left', told };
  }
  const turn = onCall(told.slice('rotation:'.length));
  if (!turn) return { nobody: 'unknown-rotation', told };
  if (!turn.who) return { nobody: 'gap', told };
  return isThere(turn.who)
    ? { who: turn.who, via: told }
    : { nobody: 'left', told: turn.who };
}
