import {
  actionStateSchema,
  CallOptions,
  countedPageSchema,
  entityRefSchema,
  EvidenceQuery,
  JsonClient,
  many,
  nextStepSchema,
  pageQuery,
  pageSchema,
  RecordApi,
  textSchema,
  TimelineQuery,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import {
  LedgerStatus,
  timelineEventSchema,
} from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { noteVerbs } from './judge';
import { noteSchema, noteStates, titleSchema, wordsSchema } from './model';

/** What opens a note. */
export const openNoteSchema = z.strictObject({
  title: titleSchema,
  entityRef: entityRefSchema,
  assignee: userRefSchema,
});
export type OpenNote = z.input<typeof openNoteSchema>;

/** What finishes one. */
export const finishNoteSchema = z.strictObject({
  /** Of the note that the caller read. */
  version: z.int(),
  outcome: wordsSchema,
});
export type FinishNote = z.input<typeof finishNoteSchema>;

/** Which notes are listed: those that fit every filter, a page at a time. */
export const listNotesSchema = z.strictObject({
  state: many(z.enum(noteStates)),
  entityRef: many(entityRefSchema),
  assignee: many(entityRefSchema),
  /** Words of number and title, each of which may be the beginning of one. */
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListNotes = z.input<typeof listNotesSchema>;
/** The same as the backend reads it: lists are lists, the page has a size. */
export type NoteFilters = z.output<typeof listNotesSchema>;

/** A page of the list. */
export const notePageSchema = countedPageSchema(noteSchema);
export type NotePage = z.output<typeof notePageSchema>;

/** What the page of a note needs, as its reader may see and act on it. */
export const noteDetailSchema = z.object({
  note: noteSchema,
  next: nextStepSchema(noteVerbs),
  actions: z.array(actionStateSchema(noteVerbs)),
});
export type NoteDetail = z.output<typeof noteDetailSchema>;

/** A page of what the ledger holds about a note, newest first. */
export const noteTimelineSchema = pageSchema(timelineEventSchema);
export type NoteTimeline = z.output<typeof noteTimelineSchema>;

/** The HTTP API of notes, typed: for pages, other backends and the command line. */
export class NotesClient {
  readonly #client: JsonClient;
  readonly #notes: RecordApi<NotePage, NoteDetail, NoteTimeline>;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
    this.#notes = new RecordApi(this.#client, '/notes');
  }

  listNotes(query: ListNotes = {}, options?: CallOptions) {
    return this.#notes.list(query, options);
  }

  openNote(body: OpenNote, options?: CallOptions) {
    return this.#notes.open(body, options);
  }

  getNote(number: string, options?: CallOptions) {
    return this.#notes.get(number, options);
  }

  finishNote(number: string, body: FinishNote, options?: CallOptions) {
    return this.#notes.act(number, 'finish', body, options);
  }

  getTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#notes.timeline(number, query, options);
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  getEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#notes.evidence(number, query, options);
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }
}
