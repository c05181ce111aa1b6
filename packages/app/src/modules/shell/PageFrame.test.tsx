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

  it('bring the one that is open into sight along their row, where a phone has no room for all', async () => {
    const across = (left: number, right: number) =>
      ({ left, right } as DOMRect);
    const measured = jest
      .spyOn(window.HTMLElement.prototype, 'getBoundingClientRect')
      .mockImplementation(function measure(this: HTMLElement) {
        if (this.tagName === 'UL') return across(10, 200);
        return this.textContent === 'Runs' ? across(190, 260) : across(10, 190);
      });
    try {
      const current = await currentTab([plan, runs], '/drills/runs');
      expect(current.closest('ul')!.scrollLeft).toBe(60);
    } finally {
      measured.mockRestore();
    }
  });

  it('leave the page where it was when one comes back to the middle of it', async () => {
    const { prototype } = window.HTMLElement;
    const before = prototype.scrollIntoView;
    const scrolls = jest.fn();
    prototype.scrollIntoView = scrolls;
    try {
      await currentTab([plan, runs], '/drills/runs');
      expect(scrolls).not.toHaveBeenCalled();
    } finally {
      prototype.scrollIntoView = before;
    }
  });
});
