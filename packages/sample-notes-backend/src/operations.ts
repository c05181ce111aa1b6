import {
  ledgerOperation,
  operationsOver,
  tellingOperations,
  witnessOperations,
} from '@countersign/plugin-governance-node';
import {
  finishNoteSchema,
  listNotesSchema,
  noteCreatePermission,
  noteDetailSchema,
  noteFinishPermission,
  noteNumber,
  notePageSchema,
  noteReadPermission,
  noteTimelineSchema,
  openNoteSchema,
} from '@countersign/sample-notes-common';
import { z } from 'zod';
import { NoteService } from './NoteService';

const { defineOperation } = operationsOver<NoteService>();

const params = z.object({ number: noteNumber.schema });

/** A note says which verbs it understands. */
export const noteVerbs = { path: '/notes/{number}', params, name: 'a note' };

const read = noteReadPermission.name;

/** Every route of the API: what its document says, what it checks, and what it does. */
export const operations = [
  defineOperation({
    method: 'get',
    path: '/notes',
    id: 'listNotes',
    summary: 'List notes: filtered, a page at a time',
    permission: read,
    query: listNotesSchema,
    answer: notePageSchema,
    answerName: 'NotePage',
    handle: (notes, { caller, query }) => notes.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/notes',
    id: 'openNote',
    summary: 'Open a note',
    permission: noteCreatePermission.name,
    body: openNoteSchema,
    answer: noteDetailSchema,
    answerName: 'NoteDetail',
    status: 201,
    handle: (notes, { caller, body, idempotencyKey }) =>
      notes.open(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/notes/{number}',
    id: 'getNote',
    summary: 'A note, and what can be done with it',
    permission: read,
    params,
    answer: noteDetailSchema,
    answerName: 'NoteDetail',
    handle: (notes, { caller, params: { number } }) =>
      notes.get(caller, number),
  }),
  defineOperation({
    method: 'post',
    path: '/notes/{number}/finish',
    id: 'finishNote',
    summary: 'Say that a note is done, and what came of it',
    permission: noteFinishPermission.name,
    params,
    body: finishNoteSchema,
    answer: noteDetailSchema,
    answerName: 'NoteDetail',
    handle: (notes, { caller, params: { number }, body, idempotencyKey }) =>
      notes.finish(caller, number, body, idempotencyKey),
  }),
  ...tellingOperations<NoteService, typeof noteTimelineSchema>({
    name: 'a note',
    path: '/notes/{number}',
    params,
    permission: read,
    timeline: noteTimelineSchema,
    timelineName: 'NoteTimeline',
    teller: notes => notes,
  }),
  ledgerOperation<NoteService>({
    permission: read,
    status: (notes, caller) => notes.ledgerStatus(caller),
  }),
  ...witnessOperations<NoteService>({
    permission: read,
    ledger: (notes, caller) => notes.readableLedger(caller),
  }),
];
