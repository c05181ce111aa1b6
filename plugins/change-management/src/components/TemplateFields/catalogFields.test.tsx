import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { Preview } from '@countersign/plugin-change-management-common';
import { configure, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { configurationItems } from '../../../dev/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { changeWindowFieldOptions } from './changeWindowField';

configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

const item = configurationItems[0].entityRef;

function fill(
  properties: object,
  initialState: object = {},
  answered: Partial<Preview> = {},
) {
  const api = new FakeChangeManagementApi();
  const onCreate = jest.fn().mockResolvedValue(undefined);
  const usual = api.previewChange.bind(api);
  const preview = jest
    .spyOn(api, 'previewChange')
    .mockImplementation(async body => ({
      ...(await usual(body)),
      ...answered,
    }));
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
        extensions={[changeWindowFieldOptions].map(
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

  const windowField = (options: object = {}) => ({
    window: {
      ...{ type: 'object', title: 'Window', 'ui:field': 'ChangeWindow' },
      ...options,
      required: ['start', 'end'],
      properties: { start: { type: 'string' }, end: { type: 'string' } },
    },
  });
  const mayStartNow = { 'ui:options': { mayStartNow: true } };
  const toMinute = (at: string) => at.slice(0, 16);

  it('ChangeWindow fills in the next free window of what changes, and says what conflicts with another one', async () => {
    const { preview, create } = fill(windowField(), {
      ...{ items: [item], environment: 'production', type: 'normal' },
    });
    expect(await screen.findByText(/It conflicts with 1 of/)).toBeVisible();
    expect(preview.mock.calls[0][0]).toEqual({
      ...{ items: [item], environment: 'production', type: 'normal' },
      planDigest: undefined,
    });
    const { nextFreeSlot } = await preview.mock.results[0].value;
    const { window } = await create();
    expect(toMinute(window.start)).toBe(toMinute(nextFreeSlot.start));
    expect(toMinute(window.end)).toBe(toMinute(nextFreeSlot.end));
  });

  it('ChangeWindow starts now where the template has it so and nothing conflicts, and knows a single entity', async () => {
    const { preview, create } = fill(
      windowField(mayStartNow),
      { entity: item, environment: 'production' },
      { conflicts: [] },
    );
    const before = Date.now();
    expect(await screen.findByText(/Nothing else is planned/)).toBeVisible();
    const { window } = await create();
    expect(preview.mock.calls[0][0]).toMatchObject({ items: [item] });
    // To the minute, so that it is open already.
    expect(Date.parse(window.start)).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(window.start)).toBeGreaterThan(before - 60_001);
    expect(Date.parse(window.end)).toBeGreaterThan(Date.now());
  });

  it('ChangeWindow waits for the next free window where something conflicts now, until somebody wants it now', async () => {
    const { preview, create } = fill(windowField(mayStartNow), {
      ...{ entity: item, environment: 'production' },
    });
    await screen.findByText(/accept each with a reason/);
    const { nextFreeSlot } = await preview.mock.results[0].value;
    await waitFor(() =>
      expect(preview.mock.lastCall?.[0].window?.start).toContain(
        toMinute(nextFreeSlot!.start),
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Start now' }));
    const { window } = await create();
    expect(Date.parse(window.start)).toBeLessThanOrEqual(Date.now());
  });

  it('ChangeWindow keeps what somebody types in the moment in which its answer comes', async () => {
    const { create } = fill(windowField(), {
      ...{ items: [item], environment: 'production' },
    });
    const start = () => screen.getByRole('textbox', { name: /^Start/ });
    // Between the answer on the page and what the page does about it.
    const observer = new MutationObserver(() => {
      if (!screen.queryByRole('button', { name: 'Use this slot' })) return;
      observer.disconnect();
      fireEvent.change(start(), { target: { value: '2099-01-05T10:00' } });
    });
    observer.observe(document.body, { childList: true, subtree: true });
    await screen.findByRole('button', { name: 'Use this slot' });
    await waitFor(() => expect(start()).toHaveValue('2099-01-05T10:00'));
    const { window } = await create();
    expect(new Date(window.start)).toEqual(new Date('2099-01-05T10:00'));
    expect(window.end > window.start).toBe(true);
  });

  it('ChangeWindow leaves whoever is in it alone, and fills in what he leaves empty', async () => {
    fill(windowField(), { items: [item], environment: 'production' });
    const start = await screen.findByRole('textbox', { name: /^Start/ });
    start.focus();
    await screen.findByRole('button', { name: 'Use this slot' });
    expect(start).toHaveValue('');
    await userEvent.tab();
    await userEvent.tab();
    expect(start).toHaveValue('');
    await userEvent.click(document.body);
    await waitFor(() => expect(start).not.toHaveValue(''));
  });
});
