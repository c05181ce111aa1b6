import { EntrySchemas } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { code, page, table } from './markdown';

/** The fields of an entry's data, those that may be absent with a `?`. */
function fieldsOf(schema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    unrepresentable: 'any',
  });
  return Object.keys(properties)
    .map(name => code(required.includes(name) ? name : `${name}?`))
    .join(', ');
}

/** The page of all that the areas record. */
export function entriesPage(
  areas: readonly { id: string; topic: string; schemas: EntrySchemas }[],
): string {
  return page(
    'Ledger entries and events',
    [
      "Whatever is decided is written to the ledger of its area, in the transaction that decides it: `type`, `subject` (a record's number or an entity), `actor`, `occurredAt` and `data`, as RFC 8785 has JSON. `countersign verify` reads these.",
      'Entries that matter to others are published once more on the topic of their area, through the events service of Backstage, as CloudEvents 1.0: `id` is that of the entry, so that whoever hears it twice can tell, `type` is `countersign.` and that of the entry, `source` is `/<plugin>`.',
    ].join('\n\n'),
    areas.map(({ id, topic, schemas }) => ({
      title: id,
      text: [
        `Topic: ${code(topic)}.`,
        table(
          ['Type', 'Data'],
          Object.entries(schemas)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([type, schema]) => [code(type), fieldsOf(schema)]),
        ),
      ].join('\n\n'),
    })),
  );
}
