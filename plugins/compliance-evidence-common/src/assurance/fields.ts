import {
  instantSchema,
  recordNumber,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Numbers of findings: `FND0000042`. */
export const findingNumber = recordNumber('FND', 'finding');
/** Numbers of what auditors ask for: `REQ0000042`. */
export const requestNumber = recordNumber('REQ', 'request');
/** Numbers of attestations: `ATT0000042`. */
export const attestationNumber = recordNumber('ATT', 'attestation');
/** Numbers of runs, as these records refer to them. */
export const runReferenceSchema = recordNumber('RUN', 'run').schema;

/** What somebody says about a record. */
export const statementSchema = textSchema.min(1).max(5000);
/** A line that names a record. */
export const recordTitleSchema = textSchema.min(3).max(300);

/** A control of a framework, such as SOX ITGC AC-2. */
export const controlSchema = z.object({
  framework: textSchema.min(1).max(100),
  id: textSchema.min(1).max(100),
  title: textSchema.max(300).optional(),
});
/** See {@link controlSchema}. */
export type Control = z.output<typeof controlSchema>;

/** The same control has the same key, whatever it is titled. */
export const controlKey = ({
  framework,
  id,
}: Pick<Control, 'framework' | 'id'>) => `${framework}\u0000${id}`;

/** What shows that something is so: a record by its number, or a place in a pack; and what to look for there. */
export const referenceSchema = z.object({
  /** Such as `RUN0000007`, `CHG0000042`, or the id of an evidence row. */
  reference: textSchema.min(1).max(200),
  /** What to look for there. */
  detail: textSchema.max(500).optional(),
});
/** See {@link referenceSchema}. */
export type Reference = z.output<typeof referenceSchema>;

/** A half-open span of time that something is about. */
export const periodSchema = z
  .object({
    /** As people call it: `2026Q3`. */
    label: textSchema.min(1).max(50),
    start: instantSchema,
    end: instantSchema,
  })
  .refine(({ start, end }) => start < end, {
    path: ['end'],
    message: 'must be after the start',
  });
/** See {@link periodSchema}. */
export type AttestedPeriod = z.output<typeof periodSchema>;
