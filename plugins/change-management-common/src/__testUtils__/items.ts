import { ConfigurationItem } from '@countersign/plugin-cmdb-common';

/** A configuration item for tests; `entityRef` says kind, namespace and name. */
export function configurationItem(
  entityRef: string,
  fields: Partial<ConfigurationItem> = {},
): ConfigurationItem {
  const [, kind, namespace, name] = /^(.+):(.+)\/(.+)$/.exec(entityRef)!;
  return {
    entityRef,
    kind,
    namespace,
    name,
    title: name,
    soxScope: false,
    stateful: false,
    terraformAddresses: [],
    problems: [],
    ...fields,
  };
}
