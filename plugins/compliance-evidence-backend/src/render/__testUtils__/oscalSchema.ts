import { readFileSync } from 'fs';
import path from 'path';
import { z } from 'zod';

const file = path.join(
  __dirname,
  'fixtures/oscal-assessment-results-1.0.6.schema.json',
);
type Schema = Parameters<typeof z.fromJSONSchema>[0];

/** NIST's schema of OSCAL assessment results. */
export function oscalSchema(): z.ZodType {
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  const names = new Map(
    Object.entries<{ $id?: string }>(schema.definitions).map(([name, each]) => [
      each.$id,
      name,
    ]),
  );
  return z.fromJSONSchema(understood(schema, names) as Schema, {
    defaultTarget: 'draft-7',
  });
}

/**
 * The same schema in the words that Zod understands: references by path instead of by identifier, letters and digits of ASCII
 * alone, and relative references, which Zod takes for addresses, by the characters that they may have.
 */
function understood(
  schema: unknown,
  names: ReadonlyMap<string | undefined, string>,
): unknown {
  if (Array.isArray(schema)) {
    return schema.map(each => understood(each, names));
  }
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).flatMap(
    ([key, value]): [string, unknown][] => {
      const name = key === '$ref' ? names.get(value) : undefined;
      if (name !== undefined) return [[key, `#/definitions/${name}`]];
      if (key === '$id') return [];
      if (key === 'pattern') {
        const text = String(value);
        return [
          [
            key,
            text.replaceAll('\\p{L}', '[A-Za-z]').replaceAll('\\p{N}', '\\d'),
          ],
        ];
      }
      return key === 'format' && value === 'uri-reference'
        ? [['pattern', '^[^\\s<>"{}|\\\\^`]+$']]
        : [[key, understood(value, names)]];
    },
  );
  return Object.fromEntries(entries);
}
