import {
  actionStateSchema,
  pageSchema,
  recordNumber,
  textSchema,
  timeWindowSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  correctionKinds,
  correctionStates,
  correctionVerbs,
} from '../corrections/model';
import { instant } from './shared';

/** The numbers of corrections: `COR0000042`. */
export const correctionNumber = recordNumber('COR', 'correction');

/** The numbers of changes, as change management has them. */
const changeNumber = recordNumber('CHG', 'change');

const span = z.object({ start: instant, end: instant });
const signed = z.object({ by: z.string(), at: instant });

/** A time that does not count in the figures that stand beside the ones without corrections. */
export const correctionSchema = z.object({
  number: correctionNumber.schema,
  kind: z.enum(correctionKinds),
  reason: z.string(),
  /** Ids of the objectives it is about. */
  objectives: z.array(z.string()),
  /** The first time, where it recurs. */
  window: span,
  timeZone: z.string(),
  /** RFC 5545, where it recurs. */
  rrule: z.string().optional(),
  /** The change whose approved window it is. */
  change: changeNumber.schema.optional(),
  entered: signed,
  confirmed: signed.optional(),
  withdrawn: signed.extend({ reason: z.string() }).optional(),
  state: z.enum(correctionStates),
  /** Why it does not count, in a sentence. */
  because: z.string().optional(),
  /** The id of the ledger entry that it was entered by. */
  ledgerEntry: z.string(),
  /** What the caller may do with it now. */
  actions: z.array(actionStateSchema(correctionVerbs)),
});
export type CorrectionView = z.infer<typeof correctionSchema>;

export const correctionPageSchema = pageSchema(correctionSchema);
export type CorrectionPage = z.infer<typeof correctionPageSchema>;

export const listCorrectionsQuerySchema = z.strictObject({
  objective: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be taken from nextCursor of the page before')
    .optional(),
});
export type ListCorrectionsQuery = z.infer<typeof listCorrectionsQuerySchema>;

/** By hand with a window, once or again and again, or from a change, whose window it then is. */
export const enterCorrectionSchema = z
  .strictObject({
    kind: z.enum(correctionKinds),
    reason: textSchema
      .min(10, 'must say why, in ten characters at least')
      .max(2000),
    objectives: z
      .array(z.string().min(1).max(300))
      .min(1, 'must name an objective')
      .max(50, 'must name 50 objectives at most'),
    window: timeWindowSchema.optional(),
    /** IANA name: what recurs keeps its time of day there. UTC when absent. */
    timeZone: z.string().max(100).optional(),
    /** RFC 5545, the part after `RRULE:`. */
    rrule: z.string().max(500).optional(),
    change: changeNumber.schema.optional(),
  })
  .refine(
    ({ window, change }) => (window === undefined) !== (change === undefined),
    {
      path: ['window'],
      error: 'must be there, or a change whose window it is: one of the two',
    },
  )
  .refine(({ rrule, change }) => rrule === undefined || change === undefined, {
    path: ['rrule'],
    error: 'must be left out: a change has one window',
  });
export type EnterCorrection = z.infer<typeof enterCorrectionSchema>;

export const confirmCorrectionSchema = z.strictObject({
  comment: textSchema.max(2000).optional(),
});

export const withdrawCorrectionSchema = z.strictObject({
  reason: textSchema.min(3, 'must say why').max(2000),
});

/** What an objective would be without the times that corrections exclude. */
export const correctedFiguresSchema = z.object({
  bad: z.number(),
  total: z.number(),
  sli: z.number().optional(),
  burnRate: z.number().optional(),
  budgetLeft: z.number().optional(),
  /** Milliseconds of the window that are left out. */
  excluded: z.number(),
  /** What each took out; where two overlap, the earlier one. */
  corrections: z.array(
    z.object({
      number: correctionNumber.schema,
      kind: z.enum(correctionKinds),
      change: changeNumber.schema.optional(),
      ledgerEntry: z.string(),
      bad: z.number(),
      total: z.number(),
      excluded: z.number(),
    }),
  ),
});
export type CorrectedFigures = z.infer<typeof correctedFiguresSchema>;
