import { z } from 'zod';
import { defineEntries } from '../ledger';
import { instantSchema, sha256DigestSchema, textSchema } from '../model';
import { importKinds } from './kinds';
import { foreignNumberSchema, importSystemSchema } from './model';

/** The file a record was read from, and where in it. */
export const importedFromSchema = z.strictObject({
  name: textSchema.min(1).max(300),
  digest: sha256DigestSchema,
  /** As a spreadsheet counts rows; in JSON, the first record is 1. */
  row: z.int().min(1),
});

/**
 * The ledger entries of what is taken over from other systems. The record itself is not in the ledger, since it may name
 * people and is not ours to keep for good: its digest is. There is no entry that approves, starts or closes one.
 */
export const importEntries = defineEntries({
  'import.recorded': z.object({
    kind: z.enum(importKinds),
    system: importSystemSchema,
    foreignNumber: foreignNumberSchema,
    title: textSchema.min(1).max(300),
    /** In the words of the other system. */
    state: textSchema.min(1).max(300),
    openedAt: instantSchema,
    /** Of the content. */
    digest: sha256DigestSchema,
    from: importedFromSchema,
  }),
  'import.updated': z.object({
    before: sha256DigestSchema,
    digest: sha256DigestSchema,
    /** What of the content differs. */
    fields: z.array(z.string()).min(1),
    from: importedFromSchema,
  }),
});

/** The data of each entry, by its type. */
export type ImportEntrySchemas = typeof importEntries.schemas;
