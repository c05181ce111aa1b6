import { createHash, randomUUID } from 'crypto';
import {
  Entity,
  EntityRelation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Knex } from 'knex';

/** How many of each kind a catalog of a large company has: 20,000 in all. */
export const fleetSize = {
  Group: 200,
  User: 800,
  System: 300,
  API: 1_000,
  Resource: 3_700,
  Component: 14_000,
} as const;

type Kind = keyof typeof fleetSize;
/** A relation, the same from the other side, and to whom. */
type Tie = [type: string, inverse: string, target: string];

const TIERS = 4;
/** Components stand in layers of so many, each on two of the layers below. */
const LAYER = 2_000;
/** So many are written at once. */
const BATCH = 1_000;

const nameOf = (kind: Kind, n: number) =>
  `fleet-${kind.toLocaleLowerCase('en-US')}-${String(n).padStart(5, '0')}`;

/** The reference of an entity of the fleet. */
export const fleetRef = (kind: Kind, n: number) =>
  `${kind.toLocaleLowerCase('en-US')}:default/${nameOf(
    kind,
    n % fleetSize[kind],
  )}`;

const owned = (n: number) => ({
  lifecycle: 'production',
  owner: fleetRef('Group', n),
  system: fleetRef('System', n),
});
const belongs = (n: number): Tie[] => [
  ['ownedBy', 'ownerOf', fleetRef('Group', n)],
  ['partOf', 'hasPart', fleetRef('System', n)],
];

/** What is written of each kind besides its name, and what it is tied to. */
const kinds: Record<Kind, (n: number) => { spec: object; ties: Tie[] }> = {
  Group: () => ({ spec: { type: 'team', children: [] }, ties: [] }),
  User: n => ({
    spec: { memberOf: [fleetRef('Group', n)] },
    ties: [['memberOf', 'hasMember', fleetRef('Group', n)]],
  }),
  System: n => ({
    spec: { owner: fleetRef('Group', n) },
    ties: [['ownedBy', 'ownerOf', fleetRef('Group', n)]],
  }),
  API: n => ({
    spec: { ...owned(n), type: 'openapi', definition: 'openapi: 3.1.0' },
    ties: belongs(n),
  }),
  Resource: n => ({
    spec: { ...owned(n), type: 'database' },
    ties: belongs(n),
  }),
  Component: n => ({
    spec: { ...owned(n), type: 'service' },
    ties: [
      ...belongs(n),
      ['providesApi', 'apiProvidedBy', fleetRef('API', n)],
      ...[
        fleetRef('Resource', n),
        ...(n < LAYER
          ? []
          : [...new Set([n - LAYER, (n * 7) % (n - (n % LAYER))])].map(below =>
              fleetRef('Component', below),
            )),
      ].map((target): Tie => ['dependsOn', 'dependencyOf', target]),
    ],
  }),
};

/** The fleet, as the catalog answers it. */
function fleet(): Entity[] {
  const relations = new Map<string, EntityRelation[]>();
  const tie = (of: string, type: string, targetRef: string) => {
    if (!relations.has(of)) relations.set(of, []);
    relations.get(of)!.push({ type, targetRef });
  };
  const entities = (Object.entries(fleetSize) as [Kind, number][]).flatMap(
    ([kind, count]) =>
      Array.from({ length: count }, (_, n): Entity => {
        const { spec, ties } = kinds[kind](n);
        const ref = fleetRef(kind, n);
        for (const [type, inverse, target] of ties) {
          tie(ref, type, target);
          tie(target, inverse, ref);
        }
        return {
          apiVersion: 'backstage.io/v1alpha1',
          kind,
          metadata: {
            ...{ namespace: 'default', name: nameOf(kind, n) },
            ...{ uid: randomUUID(), etag: 'bench' },
            annotations: {
              'countersign.dev/criticality': `tier-${(n % TIERS) + 1}`,
            },
          },
          spec: { ...spec } as Entity['spec'],
        };
      }),
  );
  return entities.map(entity => ({
    ...entity,
    relations: relations.get(stringifyEntityRef(entity)) ?? [],
  }));
}

/**
 * Puts the fleet into a catalog, as it stands there once it is processed: to process so many takes the catalog some minutes, of which
 * a benchmark of ours says nothing.
 */
export async function fillCatalog(catalog: Knex): Promise<void> {
  const entities = fleet();
  for (let from = 0; from < entities.length; from += BATCH) {
    const batch = entities.slice(from, from + BATCH);
    const rows = batch.map(entity => {
      const text = JSON.stringify(entity);
      return {
        entity_id: entity.metadata.uid!,
        entity_ref: stringifyEntityRef(entity),
        text,
        hash: createHash('sha1').update(text).digest('hex'),
      };
    });
    await catalog('refresh_state').insert(
      rows.map(({ text, hash, ...row }) => ({
        ...row,
        ...{ unprocessed_entity: text, processed_entity: text, errors: '[]' },
        ...{ unprocessed_hash: hash, result_hash: hash },
        last_discovery_at: catalog.fn.now(),
        // It is processed again when nobody measures any more.
        next_update_at: catalog.raw(`now() + interval '1 day'`),
      })),
    );
    await catalog('refresh_state_references').insert(
      rows.map(({ entity_ref }) => ({
        ...{ source_key: 'bench', target_entity_ref: entity_ref },
      })),
    );
    await catalog('final_entities').insert(
      rows.map(({ text, ...row }) => ({
        ...row,
        ...{ final_entity: text, last_updated_at: catalog.fn.now() },
      })),
    );
    await catalog.batchInsert('search', batch.flatMap(searchedOf), BATCH);
  }
  await catalog.raw('VACUUM ANALYZE');
}

/** What an entity is found by. */
function searchedOf({ kind, metadata, spec, relations = [] }: Entity) {
  const values = [
    ...[
      ['kind', kind],
      ['metadata.name', metadata.name],
      ['metadata.namespace', 'default'],
    ],
    ...['type', 'owner', 'lifecycle'].flatMap(key =>
      spec?.[key] ? [[`spec.${key}`, String(spec[key])]] : [],
    ),
    ...relations.map(({ type, targetRef }) => [`relations.${type}`, targetRef]),
  ];
  return values.map(([key, value]) => ({
    entity_id: metadata.uid!,
    key: key.toLocaleLowerCase('en-US'),
    value: value.toLocaleLowerCase('en-US'),
    original_value: value,
  }));
}
