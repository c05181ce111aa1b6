import {
  RELATION_HAS_SLO,
  sloKinds,
} from '@countersign/plugin-service-levels-common';

const isComponent = { kind: 'component' };
const hasSlo = { relations: { $contains: { type: RELATION_HAS_SLO } } };
/** Components, which may promise something, and whatever else does. */
export const promising = { $any: [isComponent, hasSlo] };

/** Everything that OpenSLO defines. */
export const definitions = {
  apiVersion: 'openslo/v1',
  kind: { $in: [...sloKinds] },
};

/** What is measured, and what it is measured by. */
export const standing = {
  apiVersion: 'openslo/v1',
  kind: { $in: ['SLO', 'DataSource'] },
};
