import { Entity } from '@backstage/catalog-model';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';

/** A configuration item of an estate, as far as change management looks at it. */
export interface EstateItem {
  owner: string;
  tier?: 'tier-1' | 'tier-2' | 'tier-3';
  sox?: boolean;
  environment?: string;
  /** Terraform addresses it claims. */
  addresses?: string;
  dependsOn?: string;
}

/** A person of an estate. */
export interface EstatePerson {
  groups: string[];
  delegate?: { to: string; until: string };
}

/** Who and what there is at one moment. */
export interface Estate {
  items: Record<string, EstateItem>;
  people: Record<string, EstatePerson>;
}

/** Graphs by estate: a thousand games begin in the same one. */
const graphs = new Map<string, CmdbGraph>();
const MOST_GRAPHS = 5000;

/** A catalog in memory whose items, groups and people may change from one request to the next. */
export class MemoryCatalog implements CmdbService {
  #estate: Estate;
  #graph: CmdbGraph;

  constructor(estate: Estate) {
    this.#estate = estate;
    this.#graph = graphOf(estate);
  }

  get estate(): Estate {
    return this.#estate;
  }

  /** From now on it is like this. */
  become(estate: Estate): void {
    this.#estate = estate;
    this.#graph = graphOf(estate);
  }

  async graph(): Promise<CmdbGraph> {
    return this.#graph;
  }

  async refresh(): Promise<CmdbGraph> {
    return this.#graph;
  }

  async item(ref: string): Promise<ConfigurationItem | undefined> {
    return this.#graph.item(ref);
  }

  async items(
    refs: readonly string[],
  ): Promise<Array<ConfigurationItem | undefined>> {
    return refs.map(ref => this.#graph.item(ref));
  }

  async exists(ref: string): Promise<boolean> {
    return this.#graph.has(ref);
  }
}

function graphOf(estate: Estate): CmdbGraph {
  const key = JSON.stringify(estate);
  const known = graphs.get(key);
  if (known) return known;
  if (graphs.size >= MOST_GRAPHS) graphs.clear();
  const graph = CmdbGraph.from(entitiesOf(estate));
  graphs.set(key, graph);
  return graph;
}

const annotation = (name: string) => `countersign.dev/${name}`;

function entitiesOf({ items, people }: Estate): Entity[] {
  const groups = new Set([
    ...Object.values(people).flatMap(person => person.groups),
    ...Object.values(items)
      .map(item => item.owner)
      .filter(owner => owner.startsWith('group:')),
  ]);
  return [
    ...Array.from(groups, ref => entity(ref, { spec: { type: 'team' } })),
    ...Object.entries(people).map(([ref, { groups: own, delegate }]) =>
      entity(ref, {
        annotations: {
          'approval-delegate': delegate?.to,
          'approval-delegate-until': delegate?.until,
        },
        relations: own.map(group => ['memberOf', group]),
      }),
    ),
    ...Object.entries(items).map(([ref, item]) =>
      entity(ref, {
        annotations: {
          criticality: item.tier,
          'sox-scope': item.sox ? 'true' : undefined,
          environment: item.environment,
          'terraform-addresses': item.addresses,
        },
        spec: { type: 'service', owner: item.owner },
        relations: [
          ['ownedBy', item.owner],
          ...(item.dependsOn ? [['dependsOn', item.dependsOn]] : []),
        ],
      }),
    ),
  ];
}

function entity(
  ref: string,
  {
    annotations = {},
    spec = {},
    relations = [],
  }: {
    annotations?: Record<string, string | undefined>;
    spec?: Entity['spec'];
    relations?: string[][];
  },
): Entity {
  const [kind, path] = ref.split(':');
  const [namespace, name] = path.split('/');
  const given = Object.entries(annotations).flatMap(([key, value]) =>
    value === undefined ? [] : [[annotation(key), value]],
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toUpperCase() + kind.slice(1),
    metadata: { name, namespace, annotations: Object.fromEntries(given) },
    spec,
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}
