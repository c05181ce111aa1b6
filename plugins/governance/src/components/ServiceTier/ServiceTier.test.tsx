import { Entity } from '@backstage/catalog-model';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { serviceTierFieldOptions } from './serviceTierField';

// The stepper takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(120_000);

const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout-api',
    namespace: 'default',
    title: 'Checkout API',
    annotations: { 'countersign.dev/criticality': 'tier-1' },
  },
};

describe('ServiceTier, a field of software templates', () => {
  it('says what is of each tier, and warns of one below what will depend on it', async () => {
    // jsdom does not scroll, as the stepper does between its steps.
    jest.spyOn(window, 'scrollTo').mockImplementation();
    const onCreate = jest.fn().mockResolvedValue(undefined);
    const { name, component } = serviceTierFieldOptions;
    renderPage(
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: 'A template',
            steps: [
              {
                title: 'One step',
                schema: {
                  type: 'object',
                  required: ['tier'],
                  properties: {
                    tier: {
                      type: 'string',
                      title: 'How critical',
                      'ui:field': 'ServiceTier',
                    },
                  },
                },
              },
            ],
          }}
          extensions={[{ name, component: component as never }]}
          initialState={
            { consumers: ['component:default/checkout-api'] } as never
          }
          onCreate={onCreate}
        />
      </SecretsContextProvider>,
      { entities: [checkout] },
    );
    const low = await screen.findByRole('radio', { name: /^Tier 4/ });
    const high = await screen.findByRole('radio', {
      name: /^Tier 1.* 1 service, such as Checkout API/,
    });
    await userEvent.click(low);
    expect(
      await screen.findByText(/^Checkout API is tier 1 and will depend on it/),
    ).toBeVisible();
    await userEvent.click(high);
    expect(screen.queryByText(/will depend on it/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() =>
      expect(onCreate.mock.calls[0][0]).toMatchObject({ tier: 'tier-1' }),
    );
  });
});
