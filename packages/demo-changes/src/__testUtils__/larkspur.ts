import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { parse, parseAllDocuments } from 'yaml';

const ROOT = resolvePackagePath('@countersign/demo-changes', '../..');

/** Which relation a field of the spec becomes, and the kind and namespace a short name in it has. */
const relations: Record<string, [type: string, kind: string]> = {
  owner: ['ownedBy', 'Group'],
  system: ['partOf', 'System'],
  dependsOn: ['dependsOn', 'Component'],
  consumesApis: ['consumesApi', 'API'],
  providesApis: ['providesApi', 'API'],
  memberOf: ['memberOf', 'Group'],
};

/** The entities of `catalog-info/`, with the relations that change management reads. */
export function larkspur(): Entity[] {
  const directory = path.join(ROOT, 'catalog-info');
  return readdirSync(directory)
    .filter(file => file.endsWith('.yaml') && file !== 'all.yaml')
    .flatMap(file =>
      parseAllDocuments(readFileSync(path.join(directory, file), 'utf8')),
    )
    .map(document => withRelations(document.toJS()));
}

/** `changeManagement` as `npm start` has it. */
export function larkspurConfig(): object {
  const text = readFileSync(path.join(ROOT, 'app-config.yaml'), 'utf8');
  return parse(text).changeManagement;
}

/** The CMDB of these entities. */
export function cmdbOf(entities: Entity[]): CmdbService {
  const graph = CmdbGraph.from(entities);
  return {
    graph: async () => graph,
    refresh: async () => graph,
    item: async ref => graph.item(ref),
    items: async refs => refs.map(ref => graph.item(ref)),
    exists: async ref => graph.item(ref) !== undefined,
  };
}

function withRelations(entity: Entity): Entity {
  return {
    ...entity,
    metadata: { namespace: 'default', ...entity.metadata },
    relations: Object.entries(relations).flatMap(
      ([field, [type, defaultKind]]) =>
        [entity.spec?.[field] ?? []].flat().map(ref => ({
          type,
          targetRef: stringifyEntityRef(
            parseEntityRef(String(ref), {
              defaultKind,
              defaultNamespace: 'default',
            }),
          ),
        })),
    ),
  };
}
