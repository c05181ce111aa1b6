import { z } from 'zod';
import {
  callerRefSchema,
  entityRefSchema,
  instantSchema,
  sha256DigestSchema,
  slugSchema,
  textSchema,
  webAddressSchema,
} from '../model';
import { importKinds } from './kinds';

/** What other systems call things: a word or a few. */
const wordsSchema = textSchema.min(1).max(300);
/** What people wrote there. Jira's longest text is 32,767 characters. */
const longTextSchema = textSchema.min(1).max(40_000);

/** The other system, as every record from it names it. */
export const importSystemSchema = slugSchema;

/** The number of a record in the other system, such as `CHG0030001` or `OPS-42`. */
export const foreignNumberSchema = textSchema
  .min(1)
  .max(100)
  .regex(/^\S+$/, 'must be a number without blanks, such as CHG0030001');

/** A comment as it was there; who wrote it is a name of that system and no person of ours. */
export const importedCommentSchema = z.strictObject({
  at: instantSchema.optional(),
  by: wordsSchema.optional(),
  text: longTextSchema,
});

/** What hung on the record there. Only its name and address come along. */
export const importedAttachmentSchema = z.strictObject({
  name: wordsSchema,
  url: webAddressSchema.optional(),
});

/**
 * What another system says of one of its records. All of it is a statement of that system: its states, people and
 * approvals are words here, and nothing follows from them.
 */
export const importedContentSchema = z.strictObject({
  title: wordsSchema,
  description: longTextSchema.optional(),
  /** In the words of the other system. */
  state: wordsSchema,
  type: wordsSchema.optional(),
  priority: wordsSchema.optional(),
  requestedBy: wordsSchema.optional(),
  assignedTo: wordsSchema.optional(),
  team: wordsSchema.optional(),
  /** Entities of the catalog that its items were mapped to. */
  items: z.array(entityRefSchema).max(100).default([]),
  openedAt: instantSchema,
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  resolvedAt: instantSchema.optional(),
  closedAt: instantSchema.optional(),
  /** Its page there. */
  url: webAddressSchema.optional(),
  comments: z.array(importedCommentSchema).max(500).default([]),
  attachments: z.array(importedAttachmentSchema).max(500).default([]),
  /** What else is worth keeping, such as who approved it there. */
  further: z
    .array(z.strictObject({ label: wordsSchema, value: longTextSchema }))
    .max(100)
    .default([]),
});
/** See {@link importedContentSchema}. */
export type ImportedContent = z.output<typeof importedContentSchema>;

/** The fields of {@link ImportedContent} that hold an instant. */
export const importedTimes = [
  'openedAt',
  'startedAt',
  'endedAt',
  'resolvedAt',
  'closedAt',
] as const satisfies (keyof ImportedContent)[];

/** A record that was taken over, as its readers get it. */
export const importedRecordSchema = z.object({
  number: z.string(),
  kind: z.enum(importKinds),
  system: importSystemSchema,
  /** Its number there. */
  foreignNumber: foreignNumberSchema,
  version: z.int(),
  content: importedContentSchema,
  /** Of the content, as the ledger has it. */
  digest: sha256DigestSchema,
  importedAt: instantSchema,
  importedBy: callerRefSchema,
  updatedAt: instantSchema,
});
/** See {@link importedRecordSchema}. */
export type ImportedRecord = z.output<typeof importedRecordSchema>;

/** What a list shows of it. */
export const importedSummarySchema = importedRecordSchema
  .omit({ content: true })
  .extend({
    content: importedContentSchema.pick({
      title: true,
      state: true,
      items: true,
      openedAt: true,
    }),
  });
/** See {@link importedSummarySchema}. */
export type ImportedSummary = z.output<typeof importedSummarySchema>;
