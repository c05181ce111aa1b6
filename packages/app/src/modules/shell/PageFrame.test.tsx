import { renderInTestApp } from '@backstage/frontend-test-utils';
import { AreaTab } from '@countersign/plugin-governance-react';
import { screen } from '@testing-library/react';
import { PageFrame } from './PageFrame';

const plan = { id: 'plan', label: 'Plan', href: '/drills' };
const runs = { id: 'runs', label: 'Runs', href: '/drills/runs' };

const currentTab = async (tabs: AreaTab[], address: string) => {
  renderInTestApp(<PageFrame title="Drills" tabs={tabs} />, {
    initialRouteEntries: [address],
  });
  return screen.findByRole('link', { current: 'page' });
};

describe('the tabs of an area', () => {
  it('mark the one whose address is the closest', async () => {
    expect(await currentTab([plan, runs], '/drills/runs')).toBe(
      screen.getByRole('link', { name: 'Runs' }),
    );
  });

  it('mark the one to which a page says that it belongs, wherever its address is', async () => {
    expect(
      await currentTab([plan, { ...runs, isCurrent: true }], '/drills/DRL1'),
    ).toBe(screen.getByRole('link', { name: 'Runs' }));
  });

  it('bring the one that is open into sight, where a phone has no room for all', async () => {
    const brought: Element[] = [];
    const { prototype } = window.HTMLElement;
    const before = prototype.scrollIntoView;
    prototype.scrollIntoView = function scrollIntoView() {
      brought.push(this);
    };
    try {
      const current = await currentTab([plan, runs], '/drills/runs');
      expect(brought).toEqual([current]);
    } finally {
      prototype.scrollIntoView = before;
    }
  });
});
