import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CardFrame } from './CardFrame';

jest.setTimeout(60_000);

const originalObserver = global.IntersectionObserver;
afterEach(() => {
  global.IntersectionObserver = originalObserver;
});

/** A screen on which nothing is seen until the reader scrolls. */
function longPage() {
  const told: ((entries: object[]) => void)[] = [];
  global.IntersectionObserver = class {
    constructor(tell: (entries: object[]) => void) {
      told.push(tell);
    }
    observe() {}
    disconnect() {}
  } as unknown as typeof IntersectionObserver;
  return {
    scroll: () =>
      act(async () => told.forEach(tell => tell([{ isIntersecting: true }]))),
  };
}

const card = (load: () => Promise<string>) => (
  <CardFrame
    title="Is it drilled?"
    what="the drills"
    rows={1}
    name="component:default/checkout-api"
    load={load}
  >
    {answer => <p>{answer}</p>}
  </CardFrame>
);

describe('the card of an entity', () => {
  it('asks once, and not before it can be seen', async () => {
    const page = longPage();
    const load = jest.fn(async () => 'Every quarter');
    await renderInTestApp(card(load));
    expect(
      await screen.findByRole('region', { name: 'Is it drilled?' }),
    ).toBeInTheDocument();
    expect(load).not.toHaveBeenCalled();

    await page.scroll();
    expect(await screen.findByText('Every quarter')).toBeInTheDocument();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('says what failed, and asks again', async () => {
    const load = jest
      .fn(async () => 'Every quarter')
      .mockRejectedValueOnce(new Error('It is away'));
    await renderInTestApp(card(load));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the drills',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Every quarter')).toBeInTheDocument();
  });
});
