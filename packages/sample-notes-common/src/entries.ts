import {
  defineEntries,
  entityRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { titleSchema, wordsSchema } from './model';

/** The ledger entries of notes: what decides something, and all that a verifier needs to judge it. */
export const noteEntries = defineEntries({
  'note.opened': z.object({
    title: titleSchema,
    entityRef: entityRefSchema,
    assignee: entityRefSchema,
  }),
  'note.finished': z.object({ outcome: wordsSchema }),
});

/** The data of each entry, by its type. */
export type NoteEntrySchemas = typeof noteEntries.schemas;
