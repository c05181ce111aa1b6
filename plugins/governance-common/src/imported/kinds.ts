import { recordNumber } from '../model';

/** The kinds of records that can be taken over from another system. */
export const importKinds = ['change', 'incident', 'problem'] as const;
/** One of {@link importKinds}. */
export type ImportKind = (typeof importKinds)[number];

/**
 * Numbers of what was taken over. They are not those of our own records, so that nothing that takes a change, an incident
 * or a problem can be given something imported.
 */
export const importedNumbers = {
  change: recordNumber('IMC', 'imported change'),
  incident: recordNumber('IMI', 'imported incident'),
  problem: recordNumber('IMP', 'imported problem'),
} as const satisfies Record<ImportKind, ReturnType<typeof recordNumber>>;
