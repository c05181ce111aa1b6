import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';

/** Which relation a field of the spec becomes, and the kind and namespace a short name in it has. */
const relations: Record<string, [type: string, kind: string]> = {
  owner: ['ownedBy', 'Group'],
  system: ['partOf', 'System'],
  dependsOn: ['dependsOn', 'Component'],
  consumesApis: ['consumesApi', 'API'],
  providesApis: ['providesApi', 'API'],
  memberOf: ['memberOf', 'Group'],
};

/** The entities of the YAML files of a folder, but for those that list others, with the relations that a CMDB reads. */
export function entitiesIn(directory: string): Entity[] {
  return readdirSync(directory)
    .filter(file => file.endsWith('.yaml') && file !== 'all.yaml')
    .flatMap(file =>
      parseAllDocuments(readFileSync(path.join(directory, file), 'utf8')),
    )
    .map(document => withRelations(document.toJS()));
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
