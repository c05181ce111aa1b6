import { oddRef } from '@countersign/plugin-governance-test-utils/pages';
import { cleanup, screen } from '@testing-library/react';
import fc from 'fast-check';
import { componentRef, FakeDrills } from '../__testUtils__/FakeDrills';
import { openDrills } from '../__testUtils__/openDrills';

jest.setTimeout(240_000);

describe('the list of drills', () => {
  it('has its filters in the address, and one odd drill is one odd row', async () => {
    const api = new FakeDrills()
      .open()
      .open('DRL0000002', { title: 'As usual' });
    openDrills(
      api,
      `runs?state=planned,unheard-of&entity=${componentRef}&missed=false&q=slow`,
    );
    expect(await screen.findByText('As usual')).toBeInTheDocument();
    expect(api.asked).toEqual([
      expect.objectContaining({
        ...{ state: ['planned'], entity: [componentRef] },
        ...{ missed: false, q: 'slow' },
      }),
    ]);
    expect(screen.getByRole('status', { name: '' })).toHaveTextContent(
      '2 drills',
    );
  });

  it('shows whatever a drill may refer to', async () => {
    await fc.assert(
      fc.asyncProperty(oddRef, async ref => {
        cleanup();
        const api = new FakeDrills().open();
        const list = api.listDrills.bind(api);
        jest.spyOn(api, 'listDrills').mockImplementation(async query => {
          const page = await list(query);
          page.items.forEach(item => Object.assign(item, { entity: ref }));
          return page;
        });
        const { unmount } = openDrills(api, 'runs');
        expect(
          await screen.findByText('Half of the answers take 3 s'),
        ).toBeInTheDocument();
        unmount();
      }),
      { numRuns: 2 },
    );
  });
});
