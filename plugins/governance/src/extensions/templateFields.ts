import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** What software templates ask about a service, whichever areas are installed. */
export const serviceTier = FormFieldBlueprint.make({
  name: 'service-tier',
  params: {
    field: () =>
      import('../components/ServiceTier').then(m => m.serviceTierField),
  },
});
