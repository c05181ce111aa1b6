import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { configurationItems } from '../../../dev/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { changeWindowFieldOptions } from './changeWindowField';
import { serviceTierFieldOptions } from './serviceTierField';

configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

const item = configurationItems[0].entityRef;

function fill(properties: object, initialState: object = {}) {
  const api = new FakeChangeManagementApi();
  const onCreate = jest.fn().mockResolvedValue(undefined);
  const preview = jest.spyOn(api, 'previewChange');
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
                required: Object.keys(properties),
                properties,
              },
            },
          ],
        }}
        extensions={[changeWindowFieldOptions, serviceTierFieldOptions].map(
          ({ name, component, ...options }) => ({
            name,
            component: component as never,
            ...('validation' in options && {
              validation: options.validation as never,
            }),
          }),
        )}
        initialState={initialState as never}
        onCreate={onCreate}
      />
    </SecretsContextProvider>,
    { api },
  );
  const create = async () => {
    await userEvent.click(
      await screen.findByRole('button', { name: 'Review' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(onCreate).toHaveBeenCalled());
    return onCreate.mock.calls[0][0];
  };
  return { preview, create };
}

describe('fields of templates that know the catalog', () => {
  // jsdom does not scroll, as the stepper does between its steps.
  beforeEach(() => jest.spyOn(window, 'scrollTo').mockImplementation());

  it('ChangeWindow offers the next free window of what changes, and gives it to the template', async () => {
    const { preview, create } = fill(
      {
        window: {
          ...{ type: 'object', title: 'Window', 'ui:field': 'ChangeWindow' },
          required: ['start', 'end'],
          properties: { start: { type: 'string' }, end: { type: 'string' } },
        },
      },
      { items: [item], environment: 'production', type: 'normal' },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Use this slot' }),
    );
    expect(await screen.findByText(/It conflicts with 1 of/)).toBeVisible();
    expect(preview.mock.calls[0][0]).toEqual({
      ...{ items: [item], environment: 'production', type: 'normal' },
      planDigest: undefined,
    });
    const { window } = await create();
    const { nextFreeSlot } = await preview.mock.results[0].value;
    const toMinute = (at: string) => at.slice(0, 16);
    expect(toMinute(window.start)).toBe(toMinute(nextFreeSlot.start));
    expect(toMinute(window.end)).toBe(toMinute(nextFreeSlot.end));
  });

  it('ChangeWindow offers to start at once where the template has it so, and knows a single entity', async () => {
    const { preview, create } = fill(
      {
        window: {
          ...{ type: 'object', title: 'Window', 'ui:field': 'ChangeWindow' },
          'ui:options': { mayStartNow: true },
          required: ['start', 'end'],
          properties: { start: { type: 'string' }, end: { type: 'string' } },
        },
      },
      { entity: item, environment: 'production' },
    );
    const before = Date.now();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start now' }),
    );
    const { window } = await create();
    expect(preview.mock.calls[0][0]).toMatchObject({ items: [item] });
    // To the minute, so that it is open already.
    expect(Date.parse(window.start)).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(window.start)).toBeGreaterThan(before - 60_001);
    expect(Date.parse(window.end)).toBeGreaterThan(Date.now());
  });

  it('ServiceTier says what is of each tier, and warns of one below what will depend on it', async () => {
    const { create } = fill(
      {
        tier: {
          type: 'string',
          title: 'How critical',
          'ui:field': 'ServiceTier',
        },
      },
      { consumers: ['component:default/checkout-api'] },
    );
    const low = await screen.findByRole('radio', { name: /^Tier 4/ });
    await screen.findByRole('radio', { name: /^Tier 1.* services?, such as / });
    await userEvent.click(low);
    expect(
      await screen.findByText(/is tier 1 and will depend on it/),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: /^Tier 1/ }));
    expect(screen.queryByText(/will depend on it/)).not.toBeInTheDocument();
    expect(await create()).toMatchObject({ tier: 'tier-1' });
  });
});
