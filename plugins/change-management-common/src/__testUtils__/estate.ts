import { Entity } from '@backstage/catalog-model';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';

/**
 * A small estate for tests, as the catalog serves it: `web` depends on `checkout-api`, which depends on `orders-db`
 * (a tier-1 database). `wiki` stands alone.
 */
export function estate(): CmdbGraph {
  const dependsOn: Record<string, string[]> = {
    'component:default/web': ['component:default/checkout-api'],
    'component:default/checkout-api': ['resource:default/orders-db'],
    'resource:default/orders-db': [],
    'component:default/wiki': [],
  };
  return graphOf(dependsOn, {
    'resource:default/orders-db': {
      annotations: { 'countersign.dev/criticality': 'tier-1' },
      type: 'database',
    },
  });
}

/** A catalog of these entities: each with what it depends on, and the relation back. */
function graphOf(
  dependsOn: Record<string, string[]>,
  details: Record<
    string,
    { annotations?: Record<string, string>; type?: string }
  > = {},
): CmdbGraph {
  return CmdbGraph.from(
    Object.keys(dependsOn).map((ref): Entity => {
      const [, kind, namespace, name] = /^(.+):(.+)\/(.+)$/.exec(ref)!;
      const { annotations, type } = details[ref] ?? {};
      return {
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: { namespace, name, annotations },
        spec: { type },
        relations: [
          ...dependsOn[ref].map(targetRef => ({
            type: 'dependsOn',
            targetRef,
          })),
          ...Object.entries(dependsOn)
            .filter(([, targets]) => targets.includes(ref))
            .map(([targetRef]) => ({ type: 'dependencyOf', targetRef })),
        ],
      };
    }),
  );
}
