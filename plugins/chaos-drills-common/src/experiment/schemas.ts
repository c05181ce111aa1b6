import {
  entityRefSchema,
  instantSchema,
  refuseUnstorable,
  scheduledTimesProblems,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Most of what an experiment may hold: more is no experiment that a person would read. */
export const MOST_ACTIVITIES = 100;
/** A pause, a timeout or a fault takes no longer. Seconds. */
export const LONGEST_SECONDS = 24 * 60 * 60;
/** A target holds a fault no longer without hearing of us again. Seconds. */
export const LONGEST_LEASE_SECONDS = 900;

/** A window in which somebody is to start a drill lasts no longer. */
const LONGEST_WINDOW_DAYS = 31;

const text = z.string().superRefine(refuseUnstorable);
const nameSchema = text.min(1).max(200);
const variableText = z
  .string()
  .regex(/^\$\{[A-Za-z_]\w*\}$/, 'must be a number, or one variable: ${name}');
/** A number, or a variable that holds one. */
const number = z.union([z.number(), variableText], {
  error: 'must be a number, or one variable: ${name}',
});
const seconds = z.union(
  [z.number().min(0).max(LONGEST_SECONDS), variableText],
  { error: `must be seconds from 0 to ${LONGEST_SECONDS}, or one variable` },
);
const anything = z.unknown();

const httpProviderSchema = z.looseObject({
  type: z.literal('http'),
  url: text.min(1).max(4000),
  method: text.optional(),
  headers: z.record(z.string(), anything).optional(),
  arguments: anything.optional(),
  timeout: z
    .union([number, z.array(number).min(1).max(2)], {
      error: 'must be seconds, or a pair of them: to connect and to read',
    })
    .optional(),
  verify_tls: z.boolean().optional(),
});

const processProviderSchema = z.looseObject({
  type: z.literal('process'),
  path: text.min(1).max(1000),
  arguments: anything.optional(),
  timeout: number.optional(),
});

const pythonProviderSchema = z.looseObject({
  type: z.literal('python'),
  module: text.min(1),
  func: text.min(1),
  arguments: anything.optional(),
});

/** Ours: a fault that its target holds no longer than its lease, renewed while the drill is healthy. */
const faultProviderSchema = z.looseObject({
  type: z.literal('fault'),
  /** Which fault provider: `http` speaks the protocol of leases; others come with modules. */
  with: nameSchema.default('http'),
  /** What it is done to, in the words of the provider: for `http` the URL of the service. */
  target: text.min(1).max(4000),
  fault: nameSchema,
  /** Of the fault: `share`, `milliseconds`. */
  arguments: z.record(z.string(), anything).default({}),
  /** What the target asks of whoever injects faults: a variable of `secrets`. */
  token: text.min(1).max(4000).optional(),
  /** How long it is there. */
  seconds,
  /** How long the target keeps it without hearing of us again. */
  lease: seconds.optional(),
});

export const providerTypes = ['http', 'process', 'python', 'fault'] as const;
/** One of {@link providerTypes}. */
export type ProviderType = (typeof providerTypes)[number];

const providerSchema = z.discriminatedUnion(
  'type',
  [
    httpProviderSchema,
    processProviderSchema,
    pythonProviderSchema,
    faultProviderSchema,
  ],
  { error: `must have a type of ${providerTypes.join(', ')}` },
);
export type Provider = z.output<typeof providerSchema>;
export type HttpProvider = z.output<typeof httpProviderSchema>;
export type ProcessProvider = z.output<typeof processProviderSchema>;
export type FaultProvider = z.output<typeof faultProviderSchema>;

/** A probe or an action as it stands, not by reference. */
export const activitySchema = z.looseObject({
  type: z.enum(['probe', 'action']),
  name: nameSchema,
  provider: providerSchema,
  background: z.boolean().optional(),
  pauses: z
    .looseObject({ before: seconds.optional(), after: seconds.optional() })
    .optional(),
  /** Read by the linter, which knows what each form means. */
  tolerance: anything.optional(),
});
export type Activity = z.output<typeof activitySchema>;

const hypothesisSchema = z.looseObject({
  title: nameSchema,
  probes: z.array(anything).max(MOST_ACTIVITIES).default([]),
});

/**
 * When drills of it are to be: windows that recur, as RFC 5545 has it, by the clocks of a time zone. The portal plans a drill for
 * each and starts none.
 */
const scheduleSchema = z
  .strictObject({
    /** The first window. */
    start: instantSchema,
    end: instantSchema,
    'time-zone': text.max(100),
    rrule: text.max(1000),
    /** So long before its window a drill is planned: whoever approves its change has that time. */
    'days-ahead': z.int().min(1).max(60).default(7),
  })
  .superRefine(
    ({ start, end, rrule, 'time-zone': timeZone }, { addIssue, issues }) => {
      if (issues.length > 0) return;
      const longest = LONGEST_WINDOW_DAYS * 24 * 60 * 60 * 1000;
      const length = Date.parse(end) - Date.parse(start);
      if (length <= 0 || length > longest) {
        addIssue({
          code: 'custom',
          path: ['end'],
          message: `must be after the start, by ${LONGEST_WINDOW_DAYS} days at most`,
        });
      }
      const problems = scheduledTimesProblems({ start, end, rrule, timeZone });
      for (const { field, message } of problems) {
        const path = [field === 'timeZone' ? 'time-zone' : field];
        addIssue({ code: 'custom', path, message });
      }
    },
  )
  .transform(
    ({ 'time-zone': timeZone, 'days-ahead': daysAhead, ...times }) => ({
      ...times,
      timeZone,
      daysAhead,
    }),
  );

/** What Countersign knows of an experiment, as the member of `extensions` that is named `countersign`. */
export const drillExtensionSchema = z.strictObject({
  name: z.literal('countersign'),
  /** What the drill is of: its change, its incident and its objectives are those of this entity. */
  entity: entityRefSchema,
  /** What it is an example of, so that plans and runbooks find it. */
  scenario: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a word such as latency'),
  /** Hosts that it may talk to, with their port where they have one: `127.0.0.1:7008`. */
  hosts: z.array(text.min(1).max(300)).max(50).default([]),
  /** The objectives that should notice. */
  objectives: z.array(nameSchema).max(20).default([]),
  /** Of all requests, how many turn bad: what the detection is predicted from. */
  'bad-share': z.number().gt(0).max(1).optional(),
  /** Of the error budget of each objective, what the drill may spend. */
  'budget-share': z.number().gt(0).max(1).optional(),
  /** The whole takes no longer, or it is stopped. Seconds. */
  longest: z.number().int().min(1).max(LONGEST_SECONDS).default(3600),
  /** Probes with a tolerance, looked at while the method runs: where one is not met, the drill stops. */
  'stop-when-not': z.array(anything).max(20).default([]),
  /** Path or URL of the runbook that whoever is on call follows. */
  runbook: text.max(1000).optional(),
  /** Absent where drills are planned by people alone. */
  schedule: scheduleSchema.optional(),
});
export type DrillExtension = z.output<typeof drillExtensionSchema>;

/** An experiment of Chaos Toolkit: what is not named here is kept as it is. */
export const experimentSchema = z.looseObject({
  version: anything.optional(),
  title: nameSchema,
  description: text.min(1).max(20_000),
  tags: z.array(text.min(1)).optional(),
  contributions: z.record(z.string(), anything).optional(),
  configuration: z.record(z.string(), anything).default({}),
  secrets: z.record(z.string(), z.record(z.string(), anything)).default({}),
  controls: z.array(anything).optional(),
  runtime: z
    .looseObject({
      rollbacks: z
        .looseObject({
          strategy: z
            .enum(['default', 'always', 'never', 'deviated'])
            .optional(),
        })
        .optional(),
    })
    .optional(),
  extensions: z
    .array(z.looseObject({ name: nameSchema }))
    .max(50)
    .optional(),
  'steady-state-hypothesis': hypothesisSchema.optional(),
  method: z.array(anything).max(MOST_ACTIVITIES),
  rollbacks: z.array(anything).max(MOST_ACTIVITIES).default([]),
});
export type ExperimentDocument = z.output<typeof experimentSchema>;
