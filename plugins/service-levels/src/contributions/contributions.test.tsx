import governancePlugin from '@countersign/plugin-governance';
import { renderMeetingPlaces } from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import { FakeServiceLevels } from '../__testUtils__/FakeServiceLevels';
import {
  alert,
  componentRef,
  objective,
  reader,
  team,
} from '../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../api';
import { loadMarks } from './marks';
import { serviceLevelsPlugin } from '../plugin';

jest.setTimeout(240_000);

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
};

const open = (api: FakeServiceLevels) =>
  renderMeetingPlaces([governancePlugin, serviceLevelsPlugin], {
    entity,
    user: reader,
    groups: [team],
    apis: [[serviceLevelsApiRef, api]],
  });

describe('service levels where areas meet', () => {
  it('have what fires and what is silent in the one inbox, each once', async () => {
    const api = new FakeServiceLevels({
      alerts: [alert()],
      objectives: [
        objective({ state: 'no-data' }),
        objective({ id: 'quiet', title: 'Quiet one', state: 'no-data' }),
      ],
    });
    open(api);
    const inbox = await screen.findByRole('list', { name: 'Waiting for you' });
    expect(await within(inbox).findByText('Quiet one')).toBeInTheDocument();
    expect(within(inbox).getAllByRole('listitem')).toHaveLength(2);
    expect(
      within(inbox).getByRole('link', { name: 'ALR0000007' }),
    ).toHaveAttribute('href', '/slos/alerts/ALR0000007');
    expect(within(inbox).getByRole('link', { name: 'quiet' })).toHaveAttribute(
      'href',
      '/slos/objectives/quiet',
    );
    expect(api.askedAlerts).toContainEqual(
      expect.objectContaining({
        owner: [reader, team],
        state: ['firing'],
        acknowledged: false,
      }),
    );
  });

  it('have alerts on the time line of the entity, with what they cost', async () => {
    open(
      new FakeServiceLevels({
        alerts: [
          alert({ state: 'resolved', resolvedAt: '2026-11-26T11:00:00.000Z' }),
        ],
      }),
    );
    const timeline = await screen.findByRole('list', {
      name: 'What happened lately?',
    });
    expect(timeline).toHaveTextContent('It cost 31 % of the budget.');
    expect(
      await screen.findByRole('link', { name: 'All alerts of this item' }),
    ).toHaveAttribute(
      'href',
      `/slos/alerts?component=${encodeURIComponent(componentRef)}`,
    );
  });

  it('mark the faults that an entity said were switched on in it', async () => {
    const listFaults = jest.fn(async () => ({
      items: [{ id: '7', fault: 'latency', from: '2026-11-12T13:55:00.000Z' }],
    }));
    const texts = { getTranslation: () => ({ ready: false }) };
    const request = {
      entityRef: componentRef,
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
    };
    const { signal } = new AbortController();
    const marks = await loadMarks({
      ...request,
      signal,
      apis: {
        get: ({ id }: { id: string }) =>
          (id === serviceLevelsApiRef.id ? { listFaults } : texts) as never,
      },
    });
    expect(marks).toEqual([
      { id: '7', at: '2026-11-12T13:55:00.000Z', title: 'latency' },
    ]);
    const { entityRef: component, from, to } = request;
    expect(listFaults).toHaveBeenCalledWith(
      { component, from, to },
      { signal },
    );
  });

  it('have what burns of the reader’s teams on the home page', async () => {
    const api = new FakeServiceLevels({
      objectives: [objective({ state: 'burning', title: 'Hot one' })],
    });
    open(api);
    const list = await screen.findByRole('list', { name: 'SLOs that burn' });
    expect(within(list).getByRole('link', { name: 'Hot one' })).toHaveAttribute(
      'href',
      '/slos/objectives/checkout-availability',
    );
    expect(api.askedObjectives).toContainEqual(
      expect.objectContaining({
        owner: [team],
        state: ['burning', 'exhausted'],
      }),
    );
  });
});
