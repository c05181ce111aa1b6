/** One relation of the catalog, walked from the entity that has it to its target. */
export interface RelationStep {
  /** Entity reference of the entity that has the relation. */
  from: string;
  /** The catalog's relation type, such as `dependsOn` or `apiConsumedBy`. */
  relation: string;
  /** Entity reference of the relation's target. */
  to: string;
}

/** A relation whose target is not in the catalog. */
export type DanglingRelation = RelationStep;

/** An entity that a walk over the graph reached. */
export interface ReachedEntity {
  entityRef: string;
  /** The number of relations between it and the nearest start; at least 1. */
  depth: number;
  /** A shortest walk from a start to it: `path.length === depth`. */
  path: RelationStep[];
  /** True when something refers to it but the catalog does not have it. */
  dangling: boolean;
}

/** What a walk over the graph found. */
export interface ReachResult {
  /** The starts that are in the graph, sorted, without duplicates. */
  origins: string[];
  /** The starts that nothing in the graph knows. */
  unknown: string[];
  /** Everything reached, nearest first, then by entity reference. The starts are not in it. */
  entities: ReachedEntity[];
  /** False when `maxDepth` kept something out. */
  complete: boolean;
}

/** Bounds of a walk. */
export interface ReachOptions {
  /** How many relations to follow at most. Default: 500. */
  maxDepth?: number;
}

/** How two entities hang together. */
export interface RelationPath {
  /** `depends-on`: the first depends on the second. `impacts`: the second depends on the first. */
  direction: 'depends-on' | 'impacts';
  /** The walk from the first to the second; empty when they are the same entity. */
  steps: RelationStep[];
}
