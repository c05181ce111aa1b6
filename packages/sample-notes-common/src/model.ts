import {
  entityRefSchema,
  instantSchema,
  principalSchema,
  recordNumber,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Where a note stands. */
export const noteStates = ['open', 'done'] as const;
/** One of {@link noteStates}. */
export type NoteState = (typeof noteStates)[number];

/** Numbers of notes: `NTE0000042`. */
export const noteNumber = recordNumber('NTE', 'note');

/** A line that says what is to be done. */
export const titleSchema = textSchema.min(3).max(200);
/** What somebody has to say about it. */
export const wordsSchema = textSchema.min(1).max(2000);

/** Something to be done about an entity of the catalog. */
export const noteSchema = z.object({
  /** Random: it names the channel on which its pages are told to fetch it again. */
  id: z.uuid(),
  number: noteNumber.schema,
  /** One up with each write. */
  version: z.int(),
  title: titleSchema,
  entityRef: entityRefSchema,
  /** Who opened it. */
  author: principalSchema,
  /** Who is to do it. */
  assignee: entityRefSchema,
  state: z.enum(noteStates),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
/** A note, as every reader of the API gets it. */
export type Note = z.output<typeof noteSchema>;
