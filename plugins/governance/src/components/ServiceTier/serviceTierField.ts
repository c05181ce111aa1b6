import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CRITICALITY_TIERS } from '@countersign/plugin-cmdb-common';
import { ServiceTier } from './ServiceTier';

/** What makes up the field; apart from the field itself, which is opaque. */
export const serviceTierFieldOptions = {
  name: 'ServiceTier',
  component: ServiceTier,
  schema: makeFieldSchema({
    output: z =>
      z
        .enum(CRITICALITY_TIERS)
        .describe('The annotation countersign.dev/criticality'),
  }),
};

/** The form field `ServiceTier` of software templates. */
export const serviceTierField = createFormField(serviceTierFieldOptions);
