import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { openedBy, StoryKind, tellStory } from '../evidence';
import { importEntries } from './entries';
import { ImportKind, importedNumbers } from './kinds';

const claims = {
  opened: 'The story begins with the import of this record, and has no other',
  readable:
    'Every entry takes the record over as another system has it: nothing was decided about it here',
  chained: 'Each update replaces what stood there before',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  chained: 'It was not updated.',
};

interface Told {
  title: string;
  state: 'imported';
  digest: string;
}

function apply(told: Told | undefined, entry: LedgerEntry): Told | undefined {
  const { schemas } = importEntries;
  if (entry.type === 'import.updated') {
    const { digest } = schemas['import.updated'].parse(entry.data);
    return told && { ...told, digest };
  }
  const { title, digest } = schemas['import.recorded'].parse(entry.data);
  return told ?? { title, state: 'imported', digest };
}

/** How whoever verifies evidence judges what a log says of records that were taken over. */
export function importStories(kind: ImportKind): StoryKind<Claim, 'imported'> {
  const { prefix } = importedNumbers[kind];
  return {
    prefix,
    opening: 'import.recorded',
    judge: entries =>
      tellStory<Claim, Told>(entries, {
        noun: `imported ${kind}`,
        opening: 'import.recorded',
        schemas: importEntries.schemas,
        claims,
        idle,
        apply,
        tellOpening: (entry, book) => {
          const { data } = entry;
          const opening = importEntries.schemas['import.recorded'].parse(data);
          book.check(
            'opened',
            opening.kind === kind,
            {
              pass: openedBy(entry),
              fail: `It says that it is of another kind: ${opening.kind}.`,
            },
            entry.id,
          );
        },
        tellStep: ({ id, data }, told, book) => {
          const { before } =
            importEntries.schemas['import.updated'].parse(data);
          book.check(
            'chained',
            before === told.digest,
            {
              pass: 'Each does.',
              fail: 'An update replaces something that did not stand there.',
            },
            id,
          );
        },
      }),
    limits: [
      `That the ${kind} was planned, approved and done as the other system says: what was imported is its word, and nobody approved anything of it here.`,
    ],
  };
}
