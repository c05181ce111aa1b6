import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { ReactElement } from 'react';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api' },
};

/** Renders a widget or card for Dana, on the page of checkout-api. */
export function renderOnPage(element: ReactElement) {
  return renderPage(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    { user: 'user:default/dana', groups: ['group:default/checkout'] },
  );
}
