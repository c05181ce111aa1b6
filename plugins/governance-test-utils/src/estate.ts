import { Entity } from '@backstage/catalog-model';

/** An entity of a test's catalog, with its relations as pairs of type and target. */
export function testEntity(
  kind: string,
  name: string,
  options: {
    annotations?: Record<string, string>;
    spec?: Entity['spec'];
    relations?: [type: string, targetRef: string][];
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations: options.annotations },
    spec: options.spec ?? {},
    relations: (options.relations ?? []).map(([type, targetRef]) => ({
      type,
      targetRef,
    })),
  };
}
