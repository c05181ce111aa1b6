import {
  importEntries,
  importStories,
} from '@countersign/plugin-governance-common';
import { Random } from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { checkout } from '../portal';
import { Replica } from '../replica';
import { throwFirst } from './answers';
import { callerOf, Player, players, Request } from './moves';

/** Somebody brings what another system is said to have, under the number of an incident of ours. */
export interface ImportMove {
  do: 'import';
  who: Player;
  kind: 'incident' | 'problem';
  /** Counted from the last one. */
  incident: number;
  state: string;
  update: boolean;
  /** Both replicas are brought the same at once. */
  twice: boolean;
}

/** An import that would do somebody good if it counted. */
export function drawImport(random: Random): ImportMove {
  return {
    do: 'import',
    who: random.pick(players),
    kind: random.pick(['incident', 'problem']),
    incident: random.below(3),
    state: random.pick(['Resolved', 'Closed', 'New']),
    update: random.chance(0.5),
    twice: random.chance(0.4),
  };
}

/** Brings it; on both replicas at once, where the move says so. */
export async function bringForeign(
  { number = '' }: Request,
  move: ImportMove,
  replicas: readonly Replica[],
): Promise<void> {
  const { who, kind, state, update, twice } = move;
  const brought = {
    system: 'elsewhere',
    file: { name: 'export.json', digest: `sha256:${'3'.repeat(64)}` as const },
    ...{ dryRun: false, update },
    records: [
      {
        ...{ row: 1, number },
        content: {
          ...{ title: 'Payments were slow', state, items: [checkout] },
          openedAt: '2025-10-07T19:14:03.000Z',
          resolvedAt: '2025-10-07T19:15:00.000Z',
          ...{ comments: [], attachments: [], further: [] },
        },
      },
    ],
  };
  throwFirst(
    await Promise.allSettled(
      (twice ? replicas : replicas.slice(0, 1)).map(({ imports }) =>
        imports[kind].bring(callerOf(who), brought),
      ),
    ),
  );
}

/** What was imported is there once, proven as imported, and under no number of ours; no record of ours has such an entry. */
export async function judgeImports(
  { knex, replica }: { knex: Knex; replica: Replica },
  numbers: readonly string[],
  say: (invariant: string, kind: string, text: string) => void,
): Promise<void> {
  const rows: {
    number: string;
    kind: 'incident' | 'problem';
    digest: string;
  }[] = await knex('imported_records')
    .whereIn('foreign_number', numbers)
    .select('number', 'kind', 'digest');
  for (const { number, kind, digest } of rows) {
    const entries = (await replica.ledger.entriesOf(number)).map(
      ({ entry }) => entry,
    );
    const story = importStories(kind).judge(entries);
    if (!story.holds) {
      say('What is imported is proven as imported', 'story', number);
    }
    const last = entries.at(-1)?.data as { digest?: string } | undefined;
    if (last?.digest !== digest) {
      say('What is imported is proven as imported', 'digest', number);
    }
  }
  for (const number of numbers) {
    const entries = await replica.ledger.entriesOf(number);
    if (entries.some(({ entry }) => importEntries.is(entry.type))) {
      say('An import is no part of a record of ours', 'entry', number);
    }
  }
}
