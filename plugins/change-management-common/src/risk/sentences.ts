import { PathStep } from '../model';

/** "1 change", "3 changes". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** The name of an entity, without its kind and namespace. */
export function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}

/** What each relation is, read from its far end. */
const inWords: Record<string, string> = {
  dependencyOf: 'depends on',
  dependsOn: 'is a dependency of',
  hasPart: 'is part of',
  partOf: 'has as a part',
  apiConsumedBy: 'consumes',
  consumesApi: 'is consumed by',
  apiProvidedBy: 'provides',
  providesApi: 'is provided by',
  ownerOf: 'is owned by',
  ownedBy: 'owns',
};

/** How the end of a path hangs on its beginning: "depends on checkout-api, which depends on orders-db". */
export function describePath(path: readonly PathStep[]): string {
  return [...path]
    .reverse()
    .map(
      ({ from, relation }) =>
        `${inWords[relation] ?? `is related (${relation}) to`} ${nameOf(from)}`,
    )
    .join(', which ');
}

/** A probability as a percentage: "5 %", "0.4 %". */
export function percent(p: number): string {
  const value = p * 100;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} %`;
}
