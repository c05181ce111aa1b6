import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_DEFINITION_FILE,
  ANNOTATION_DEFINITION_LINE,
  ANNOTATION_DEFINITION_TEXT,
} from '@countersign/plugin-service-levels-common';
import { testEntity } from '@countersign/plugin-governance-test-utils';

/** A definition as the catalog holds it. */
export function definitionEntity(
  name: string,
  text: string,
  kind = 'SLO',
): Entity {
  return {
    apiVersion: 'openslo/v1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        [ANNOTATION_DEFINITION_TEXT]: text,
        [ANNOTATION_DEFINITION_FILE]: `slo/${name}.yaml`,
        [ANNOTATION_DEFINITION_LINE]: '1',
      },
    },
    spec: {},
  };
}

/** An SLO of a service that is called as it. */
export function slo(
  name: string,
  changes: {
    target?: number;
    window?: string;
    bad?: string;
    source?: string;
    /** That of its service when absent. */
    component?: string;
  } = {},
): Entity {
  const { target = 0.99, window = '1h', source = 'api', component } = changes;
  const bad = changes.bad ?? `${name}_bad`;
  return definitionEntity(
    name,
    `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}${
      component === undefined
        ? ''
        : `\n  annotations: { countersign.dev/component: '${component}' }`
    }
spec:
  service: checkout
  budgetingMethod: Occurrences
  timeWindow:
    - duration: ${window}
      isRolling: true
  objectives:
    - target: ${target}
  indicator:
    metadata:
      name: ${name}
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource:
            metricSourceRef: ${source}
            spec: { query: '${bad}' }
        total:
          metricSource:
            metricSourceRef: ${source}
            spec: { query: '${name}_total' }
`,
  );
}

export const dataSource = definitionEntity(
  'api',
  'apiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: api }\nspec: { type: openmetrics }\n',
  'DataSource',
);

export const checkout = testEntity('Component', 'checkout', {
  relations: [
    ['ownedBy', 'group:default/checkout'],
    ['partOf', 'system:default/commerce'],
  ],
});
