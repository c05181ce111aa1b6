import {
  AskedVerb,
  VerbBody,
} from '@countersign/plugin-incident-management-common';

/** What somebody asks for: a verb and what it takes. */
export type Asked = {
  [V in AskedVerb]: { verb: V; body: VerbBody<V> };
}[AskedVerb];

/** A verb that leaves one entry with one incident. */
export type AskedOfOne = Exclude<Asked, { verb: 'merge' | 'split' }>;
