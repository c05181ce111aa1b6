import {
  countedPageSchema,
  instantSchema,
  many,
  pageQuery,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  controlSchema,
  periodSchema,
  runReferenceSchema,
  statementSchema,
} from '../fields';
import {
  attestationFactsSchema,
  attestationStates,
  conclusions,
} from './model';

/** What attests to a control for a period. */
export const attestSchema = z.strictObject({
  control: controlSchema.pick({ framework: true, id: true }),
  period: periodSchema,
  /** The completed run that it rests on. */
  run: runReferenceSchema,
  conclusion: z.enum(conclusions),
  text: statementSchema,
});
export type Attest = z.input<typeof attestSchema>;

/** What withdraws an attestation. */
export const withdrawAttestationSchema = z.strictObject({
  reason: statementSchema,
});
export type WithdrawAttestation = z.input<typeof withdrawAttestationSchema>;

/** An attestation, as every reader of the API gets it. */
export const attestationSchema = attestationFactsSchema.extend({
  id: z.uuid(),
  /** One up with each write. */
  version: z.int(),
  updatedAt: instantSchema,
});
/** See {@link attestationSchema}. */
export type Attestation = z.output<typeof attestationSchema>;

/** Which attestations are listed: those that fit every filter, a page at a time. */
export const listAttestationsSchema = z.strictObject({
  state: many(z.enum(attestationStates)),
  /** Framework and id of a control, with a slash between them. */
  control: many(textSchema.max(220)),
  ...pageQuery,
});
export type ListAttestations = z.input<typeof listAttestationsSchema>;
/** The same as the backend reads it. */
export type AttestationFilters = z.output<typeof listAttestationsSchema>;

/** A page of the list. */
export const attestationPageSchema = countedPageSchema(attestationSchema);
export type AttestationPage = z.output<typeof attestationPageSchema>;
