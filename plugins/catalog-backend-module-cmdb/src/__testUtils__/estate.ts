import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  DefaultNamespaceEntityPolicy,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { BuiltinKindsEntityProcessor } from '@backstage/plugin-catalog-backend';
import type { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { parseAllDocuments } from 'yaml';
import { CmdbAnnotationProcessor } from '../CmdbAnnotationProcessor';

/** The folder with the estate as code. */
export const ESTATE = resolvePackagePath(
  '@countersign/plugin-catalog-backend-module-cmdb',
  '../../catalog-info',
);

const LOCATION = { type: 'file', target: ESTATE };

/** The catalog's own rules for an entity of any kind, in the catalog's order. */
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** The YAML files of the estate. */
export function estateFiles(): string[] {
  return readdirSync(ESTATE)
    .filter(file => file.endsWith('.yaml'))
    .sort();
}

/** The entities in a file, as written. */
export function readEntities(file: string): Entity[] {
  return parseAllDocuments(readFileSync(resolve(ESTATE, file), 'utf8')).map(
    document => {
      if (document.errors.length) {
        throw document.errors[0];
      }
      return document.toJS();
    },
  );
}

/**
 * Validates an entity as the catalog does with this module installed.
 *
 * @returns The entity, and what its processing emitted.
 */
export async function processEntity(
  written: Entity,
): Promise<{ entity: Entity; emitted: CatalogProcessorResult[] }> {
  const entity = await policy.enforce(written);
  const kinds = new BuiltinKindsEntityProcessor();
  if (!entity || !(await kinds.validateEntityKind(entity))) {
    throw new Error(`${written.kind} is not a kind the catalog knows`);
  }
  const emitted: CatalogProcessorResult[] = [];
  await kinds.postProcessEntity(entity, LOCATION, result =>
    emitted.push(result),
  );
  await new CmdbAnnotationProcessor().postProcessEntity(entity);
  return { entity, emitted };
}

/** All entities of the estate, validated, with their relations as the catalog would serve them. */
export async function loadEstate(): Promise<Entity[]> {
  const entities = new Map<string, Entity>();
  const relations: Array<{ source: string; type: string; target: string }> = [];
  for (const written of estateFiles().flatMap(readEntities)) {
    const { entity, emitted } = await processEntity(written);
    const ref = stringifyEntityRef(entity);
    if (entities.has(ref)) {
      throw new Error(`${ref} is described twice`);
    }
    entities.set(ref, { ...entity, relations: [] });
    for (const result of emitted) {
      if (result.type === 'relation') {
        const { source, type, target } = result.relation;
        relations.push({
          source: stringifyEntityRef(source),
          type,
          target: stringifyEntityRef(target),
        });
      }
    }
  }
  for (const { source, type, target } of relations) {
    const entity = entities.get(source);
    if (!entity) {
      throw new Error(`${target} refers to ${source}, which does not exist`);
    }
    entity.relations?.push({ type, targetRef: target });
  }
  return [...entities.values()];
}
