import {
  slugSchema,
  strictly,
  textSchema,
} from '@countersign/plugin-governance-common';
import { Duration, IANAZone } from 'luxon';
import { z } from 'zod';
import {
  columnTypes,
  parameterTypes,
  recordKinds,
  reportFormats,
  ReportDefinition,
  severities,
  violationSubjects,
} from './model';
import { unsafePath } from './paths';
import { SCHEDULED_RUNS } from './staged';

/** A name that PostgreSQL takes without quotes. */
const identifierSchema = z
  .string()
  .regex(
    /^[a-z_][a-z0-9_]{0,62}$/,
    'must be a lower-case name for SQL such as access_grants',
  );

/** A name of a question or a query: it is also the name of a file and of a column's prefix. */
const questionNameSchema = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]+([-_][a-z0-9]+)*$/,
    'must be a lower-case name such as grants-without-ticket',
  );

const pathSchema = z.string().superRefine((path, context) => {
  const reason = unsafePath(path);
  if (reason) context.addIssue({ code: 'custom', message: reason });
});

const timeZoneSchema = z
  .string()
  .refine(
    zone => IANAZone.isValidZone(zone),
    'must be a time zone such as Europe/Berlin or UTC',
  );

const timeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 06:30');

const titleSchema = textSchema.min(1).max(200);
const proseSchema = textSchema.min(1).max(4000);

const columnSchema = strictly({
  name: identifierSchema.refine(
    name => name !== 'evidence_id',
    'must not be evidence_id: each staged table has that column already',
  ),
  type: z.enum(columnTypes),
  required: z.boolean().default(true),
  description: proseSchema.optional(),
  from: z.string().min(1).max(200).optional(),
});

const parameterSchema = strictly({
  name: identifierSchema.refine(
    name => name !== 'period_start' && name !== 'period_end',
    'is given to queries already: it is the start or the end of the period',
  ),
  title: titleSchema,
  type: z.enum(parameterTypes),
  required: z.boolean().default(true),
  default: z.union([z.string(), z.array(z.string())]).optional(),
  choices: z.array(z.string().min(1)).min(1).optional(),
});

const sourceSchema = strictly({
  name: identifierSchema.refine(
    name => name !== 'parameters',
    'must not be parameters: that table holds the parameters of the run',
  ),
  title: titleSchema,
  source: slugSchema,
  query: strictly({
    name: questionNameSchema,
    text: z.string().min(1).max(100_000),
  }),
  columns: z.array(columnSchema).min(1).max(500),
  key: z.array(identifierSchema).min(1),
  recordsAt: z.string().max(200).optional(),
  readAs: z.enum(recordKinds).optional(),
  expect: strictly({ minRows: z.int().min(0).optional() }).optional(),
});

const controlSchema = strictly({
  framework: titleSchema,
  id: titleSchema,
  title: titleSchema.optional(),
});

/** Values by column; rows of a seed are made of them. */
const seedValuesSchema = z.record(
  identifierSchema,
  z.string().max(1000).nullable(),
);

const seedSchema = strictly({
  name: questionNameSchema,
  title: titleSchema,
  add: z
    .array(
      strictly({
        table: identifierSchema,
        like: seedValuesSchema.default({}),
        set: seedValuesSchema,
      }),
    )
    .default([]),
  remove: z
    .array(
      strictly({
        table: identifierSchema,
        like: seedValuesSchema.default({}),
        share: z.array(identifierSchema).min(1),
      }),
    )
    .default([]),
});

const shadowSchema = strictly({
  question: questionNameSchema,
  days: z.int().min(1).max(366).default(14),
  columns: z.record(identifierSchema, z.string().min(1).max(200)).optional(),
});

const questionSchema = strictly({
  name: questionNameSchema.refine(
    name => name !== SCHEDULED_RUNS,
    `must not be ${SCHEDULED_RUNS}: that is what the portal answers of its own runs`,
  ),
  title: titleSchema,
  file: pathSchema,
  controls: z.array(controlSchema).default([]),
  severity: z.enum(severities),
  answers: z.enum(['violations', 'population']),
  about: z.enum(violationSubjects).optional(),
  key: z.array(identifierSchema).min(1),
  seeded: z.array(seedSchema).max(50).optional(),
});

const csvSchema = strictly({
  file: pathSchema,
  question: questionNameSchema,
  columns: z.array(identifierSchema).min(1),
  header: z.boolean().default(true),
  delimiter: z
    .string()
    .regex(/^[,;|\t]$/, 'must be one of , ; | and tab')
    .default(','),
  newline: z.enum(['\n', '\r\n']).default('\n'),
  nullAs: z.string().max(20).default(''),
});

const scheduleSchema = strictly({
  at: z.discriminatedUnion(
    'every',
    [
      strictly({ every: z.literal('day'), time: timeOfDaySchema }),
      strictly({
        every: z.literal('month'),
        day: z.int().min(1).max(28),
        time: timeOfDaySchema,
      }),
      strictly({
        every: z.literal('quarter'),
        day: z.int().min(1).max(90),
        time: timeOfDaySchema,
      }),
    ],
    { error: 'must have every: day, month or quarter' },
  ),
  timeZone: timeZoneSchema,
  deadline: z
    .string()
    .refine(
      text =>
        Duration.fromISO(text).isValid &&
        Duration.fromISO(text).as('minutes') > 0,
      'must be a duration such as PT2H',
    ),
});

/** `report.yaml`, part by part; how its parts agree with each other is checked afterwards. */
export const reportDefinitionSchema = strictly({
  apiVersion: z.literal('countersign.dev/v1'),
  kind: z.literal('Report'),
  metadata: strictly({
    name: slugSchema,
    title: titleSchema,
    description: proseSchema,
    owner: titleSchema,
  }),
  spec: strictly({
    timeZone: timeZoneSchema.default('UTC'),
    parameters: z.array(parameterSchema).default([]),
    sources: z.array(sourceSchema).min(1),
    /** Without any, its runs keep snapshots and no more. */
    questions: z.array(questionSchema).default([]),
    template: strictly({
      file: pathSchema,
      sheets: z
        .array(
          strictly({
            sheet: z.string().min(1).max(31),
            question: questionNameSchema,
          }),
        )
        .min(1),
    }).optional(),
    csv: z.array(csvSchema).optional(),
    shadow: z.array(shadowSchema).optional(),
    formats: z.array(z.enum(reportFormats)).min(1),
    recipients: z.array(z.email()).default([]),
    schedule: scheduleSchema.optional(),
    retentionDays: z.int().min(1).max(36_600),
  }),
}) satisfies z.ZodType<ReportDefinition>;
