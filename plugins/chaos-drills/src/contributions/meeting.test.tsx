import governancePlugin from '@countersign/plugin-governance';
import { renderMeetingPlaces } from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import { FakeDrills, overdue, reader, team } from '../__testUtils__/FakeDrills';
import { chaosDrillsApiRef } from '../api';
import { chaosDrillsPlugin } from '../plugin';

jest.setTimeout(240_000);

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: team }],
  spec: {},
};

describe('where areas meet', () => {
  it('waits for its reader, and says when an item was drilled last and is due next', async () => {
    const api = new FakeDrills().open();
    api.plan = [overdue];
    renderMeetingPlaces([governancePlugin, chaosDrillsPlugin], {
      entity,
      entities: [entity],
      user: reader,
      groups: [team],
      apis: [[chaosDrillsApiRef, api]],
    });
    const waiting = within(
      await screen.findByRole('list', { name: 'Waiting for you' }),
    );
    expect(await waiting.findByText('DRL0000001')).toBeInTheDocument();
    expect(waiting.getByText('Drill')).toBeInTheDocument();
    const home = within(
      await screen.findByRole('list', { name: 'Drills of your teams' }),
    );
    expect(home.getByText('Overdue by 26 days')).toBeInTheDocument();
    const card = within(
      await screen.findByRole('region', { name: 'Is it drilled?' }),
    );
    expect(await card.findByText('Never drilled')).toBeInTheDocument();
    expect(card.getByText('Overdue by 26 days')).toBeInTheDocument();
    const timeline = within(
      screen.getByRole('region', { name: 'What happened lately?' }),
    );
    expect(await timeline.findByText('DRL0000001')).toBeInTheDocument();
  });

  it.each([
    ['Open a change', undefined],
    ['Start', 'CHG0000007'],
  ])(
    'asks to %s where the planned drill names the change %s',
    async (task, change) => {
      const api = new FakeDrills().open('DRL0000001', { change });
      renderMeetingPlaces([governancePlugin, chaosDrillsPlugin], {
        entity,
        entities: [entity],
        user: reader,
        groups: [team],
        apis: [[chaosDrillsApiRef, api]],
      });
      const waiting = within(
        await screen.findByRole('list', { name: 'Waiting for you' }),
      );
      expect(await waiting.findByText(task)).toBeInTheDocument();
    },
  );
});
