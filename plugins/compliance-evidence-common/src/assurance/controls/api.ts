import { instantSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { attestationSchema } from '../attestations';
import { severities } from '../../report';
import { controlSchema } from '../fields';
import { questionOutcomes } from './score';

const points = z.number().min(0);
const count = z.int().min(0);

/** A line of the arithmetic of a score. */
export const scoreLineSchema = z.object({
  report: z.string(),
  /** In which its report counts quarters, months and days. */
  timeZone: z.string(),
  question: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  outcome: z.enum(questionOutcomes),
  lastRun: z.object({ number: z.string(), at: instantSchema }).optional(),
  findings: z.object({
    open: count,
    explained: count,
    accepted: count,
    remediating: count,
  }),
  possible: points,
  earned: points,
});

/** A control with its score, and what was attested of it last. */
export const controlStandingSchema = z.object({
  control: controlSchema,
  lines: z.array(scoreLineSchema),
  possible: points,
  earned: points,
  score: z.int().min(0).max(100).optional(),
  attestation: attestationSchema.optional(),
});
/** See {@link controlStandingSchema}. */
export type ControlStanding = z.output<typeof controlStandingSchema>;

/** Which controls are listed. */
export const listControlsSchema = z.strictObject({
  framework: z.string().max(100).optional(),
});
export type ListControls = z.input<typeof listControlsSchema>;

/** Every control that a report answers for, with its score and the sum of all. */
export const controlListSchema = z.object({
  controls: z.array(controlStandingSchema),
  possible: points,
  earned: points,
  score: z.int().min(0).max(100).optional(),
  /** The score after each completed run, the oldest first: what a trend is drawn from. */
  trend: z.array(
    z.object({
      run: z.string(),
      at: instantSchema,
      possible: points,
      earned: points,
      score: z.int().min(0).max(100),
    }),
  ),
});
/** See {@link controlListSchema}. */
export type ControlList = z.output<typeof controlListSchema>;
