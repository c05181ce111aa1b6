import { EntryLooks, Texts } from '@countersign/plugin-governance-react';
import { noteEntries } from '@countersign/sample-notes-common';
import { RiCheckLine, RiStickyNoteLine } from '@remixicon/react';
import { notesTranslationRef } from '../translation';

/** How the entries of a note look in its timeline. One of a type that is not known is told by its type alone. */
export function entryLooks(t: Texts<typeof notesTranslationRef.T>): EntryLooks {
  return {
    textOf({ type, data }) {
      if (!noteEntries.is(type)) {
        return { sentence: t('event.other', { type }) };
      }
      return {
        sentence: t(`event.${type}`),
        words:
          type === 'note.finished'
            ? noteEntries.schemas[type].parse(data).outcome
            : undefined,
      };
    },
    iconOf: ({ type }) =>
      type === 'note.finished' ? RiCheckLine : RiStickyNoteLine,
    toneOf: ({ type }) => (type === 'note.finished' ? 'good' : undefined),
  };
}
