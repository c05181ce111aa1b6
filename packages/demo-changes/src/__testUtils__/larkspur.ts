import { readFileSync } from 'fs';
import path from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { entitiesIn } from '@countersign/plugin-governance-test-utils';
import { parse } from 'yaml';

const ROOT = resolvePackagePath('@countersign/demo-changes', '../..');

/** The entities of `catalog-info/`, with the relations that change management reads. */
export function larkspur(): Entity[] {
  return entitiesIn(path.join(ROOT, 'catalog-info'));
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
