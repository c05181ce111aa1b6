import type { Entity } from '@backstage/catalog-model';

/** An entity of a test: `relations` as `[type, targetRef]`. */
export function testEntity(
  ref: string,
  options: {
    annotations?: Record<string, string>;
    relations?: Array<[type: string, targetRef: string]>;
    spec?: Entity['spec'];
    title?: string;
  } = {},
): Entity {
  const [, kind, namespace, name] = /^(.+):(.+)\/(.+)$/.exec(ref) ?? [];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: {
      namespace,
      name,
      title: options.title,
      annotations: options.annotations,
    },
    spec: options.spec,
    relations: options.relations?.map(([type, targetRef]) => ({
      type,
      targetRef,
    })),
  };
}
