import {
  callerRefSchema,
  instantSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  attestationNumber,
  controlSchema,
  findingNumber,
  periodSchema,
  runReferenceSchema,
  statementSchema,
} from '../fields';

/** Whether an attestation stands. */
export const attestationStates = ['attested', 'withdrawn'] as const;
/** One of {@link attestationStates}. */
export type AttestationState = (typeof attestationStates)[number];

/** What is attested of a control, from good to bad. */
export const conclusions = [
  'effective',
  'effective-with-exceptions',
  'not-effective',
] as const;
/** One of {@link conclusions}. */
export type Conclusion = (typeof conclusions)[number];

const signed = { by: callerRefSchema, at: instantSchema };

/** What somebody attests: about which control and period, by which run. */
export const attestedSchema = z.object({
  control: controlSchema,
  period: periodSchema,
  run: z.object({
    number: runReferenceSchema,
    report: z.string().max(200),
    /** Who made the evidence. */
    requestedBy: callerRefSchema,
    /** Who took the run up again after it had failed: it is their evidence too. */
    retriedBy: z.array(callerRefSchema).max(50).optional(),
  }),
  conclusion: z.enum(conclusions),
  text: statementSchema,
  /** Findings of the control that were open when this was said; only the first of very many. */
  open: z.array(findingNumber.schema).max(200),
});
/** See {@link attestedSchema}. */
export type Attested = z.output<typeof attestedSchema>;

/** An attestation: what its ledger entries say, folded. */
export const attestationFactsSchema = attestedSchema.extend({
  number: attestationNumber.schema,
  title: z.string(),
  state: z.enum(attestationStates),
  made: z.object(signed),
  withdrawn: z.object({ reason: statementSchema, ...signed }).optional(),
});
/** See {@link attestationFactsSchema}. */
export type AttestationFacts = z.output<typeof attestationFactsSchema>;
