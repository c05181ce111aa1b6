import { coreExtensionData } from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import {
  EntityCardBlueprint,
  EntityContentLayoutProps,
} from '@backstage/plugin-catalog-react/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { EntityOverview } from './EntityOverview';

const cardOf = (
  name: string,
  type?: 'info' | 'content',
): EntityContentLayoutProps['cards'][number] => {
  const card = createExtensionTester(
    EntityCardBlueprint.make({
      name,
      params: { type, loader: async () => <h2>{name}</h2> },
    }),
  );
  return { type, element: card.get(coreExtensionData.reactElement) };
};
const idOf = (name: string) => `entity-card:${name}`;

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api' },
};

describe('EntityOverview', () => {
  it('puts the cards it is told first, then facts, then the rest, in the order of a phone', async () => {
    renderInTestApp(
      <EntityProvider entity={entity}>
        <EntityOverview
          first={[idOf('may it go out'), idOf('lately'), idOf('not installed')]}
          cards={[
            cardOf('about', 'info'),
            cardOf('relations'),
            cardOf('lately'),
            cardOf('links', 'info'),
            cardOf('may it go out', 'content'),
          ]}
        />
      </EntityProvider>,
      { apis: [[catalogApiRef, catalogApiMock({ entities: [entity] })]] },
    );

    await screen.findByText('links');
    const headings = await screen.findAllByRole('heading', { level: 2 });
    expect(headings.map(heading => heading.textContent)).toEqual([
      'may it go out',
      'lately',
      'about',
      'links',
      'relations',
    ]);
  });
});
