import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The English texts of the plugin; an app may override or translate them. */
export const notesTranslationRef = createTranslationRef({
  id: 'sample-notes',
  messages: {
    title: 'Notes',
    all: 'All notes',
    state: { label: 'State', open: 'Open', done: 'Done' },
    list: {
      what: 'the notes',
      one: 'note',
      many: 'notes',
      search: 'Search notes',
      searchPlaceholder: 'Number, title or words  /',
      empty: 'No notes yet',
      emptyDescription:
        'A note says what is to be done about an entity, and who does it.',
      filtered: 'No note matches these filters',
      filteredDescription: 'Remove a filter.',
      assignee: 'For',
      number: 'Number',
      note: 'Note',
      updated: 'Updated',
    },
    page: {
      what: 'the note',
      notFound: 'There is no such note',
      steps: 'States of this note',
      by: 'opened by',
      for: 'for',
      timeline: 'Timeline',
    },
    finish: {
      verb: 'Finish',
      title: 'Finish {{number}}',
      outcome: 'What came of it',
    },
    event: {
      'note.opened': 'opened the note',
      'note.finished': 'finished the note',
      other: 'recorded {{type}}',
    },
  },
});
