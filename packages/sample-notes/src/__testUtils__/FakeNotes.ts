import {
  actionStates,
  FinishNote,
  ListNotes,
  nextStep,
  Note,
  NoteDetail,
  NotePage,
} from '@countersign/sample-notes-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { NotesApi } from '../api';

export const reader = 'user:default/ben';
export const entityRef = 'component:default/checkout-api';

/** A note for the reader. */
export function note(fields: Partial<Note> = {}): Note {
  const at = '2026-11-26T10:00:00.000Z';
  return {
    id: '11111111-0000-4000-8000-000000000001',
    number: 'NTE0000001',
    version: 1,
    title: 'Rotate the key',
    entityRef,
    author: 'user:default/ada',
    assignee: reader,
    state: 'open',
    createdAt: at,
    updatedAt: at,
    ...fields,
  };
}

/** The backend of notes, for the reader, as far as pages ask it. */
export class FakeNotes implements Omit<NotesApi, 'openNote'> {
  readonly asked: ListNotes[] = [];
  readonly #notes: Note[];
  readonly #events: TimelineEvent[];
  readonly #nextCursor?: string;

  constructor(
    notes: Note[],
    options: { events?: TimelineEvent[]; nextCursor?: string } = {},
  ) {
    this.#notes = notes;
    this.#events = options.events ?? [];
    this.#nextCursor = options.nextCursor;
  }

  async listNotes(query: ListNotes = {}): Promise<NotePage> {
    this.asked.push(query);
    return {
      items: this.#notes,
      count: { value: this.#notes.length, capped: false },
      nextCursor: this.#nextCursor,
    };
  }

  async getNote(number: string): Promise<NoteDetail> {
    const found = this.#notes.find(each => each.number === number);
    if (!found) {
      throw Object.assign(new Error('There is none'), {
        name: 'NotFoundError',
      });
    }
    return {
      note: { ...found },
      next: nextStep(found),
      actions: actionStates(found, {
        ref: reader,
        by: 'person',
        permitted: { finish: true },
      }),
    };
  }

  async finishNote(number: string, { version }: FinishNote) {
    const found = this.#notes.find(each => each.number === number)!;
    if (version !== found.version) {
      throw Object.assign(new Error('Read it again'), {
        name: 'ConflictError',
      });
    }
    Object.assign(found, { state: 'done', version: version + 1 });
    return this.getNote(number);
  }

  async getTimeline() {
    return { items: this.#events };
  }

  async getEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getLedgerStatus() {
    return {
      origin: 'countersign/sample-notes',
      treeSize: 2,
      pending: 0,
      verifierKeys: ['countersign/sample-notes+1a2b3c4d+AbCd'],
    };
  }
}
