import {
  EntityTrackSource,
  Mark,
  TimelineSource,
} from '@countersign/plugin-governance-react';
import { screen, within } from '@testing-library/react';
import { renderOnPage } from '../../__testUtils__/renderOnPage';
import { TimelineCard } from './TimelineCard';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();

const mark = (record: string, at: string, end?: string): Mark => ({
  ...{ id: record, record, at, end },
  title: `About ${record}`,
  href: `/records/${record}`,
});
const source = (
  area: string,
  load: () => Promise<Mark[]>,
): TimelineSource & { load: jest.Mock } => ({
  area,
  load: jest.fn(async () => ({ entries: [], marks: await load() })),
});
const track = (draw: EntityTrackSource['draw']): EntityTrackSource => ({
  ...{ id: 'budget', area: 'SLOs', draw },
  request: { key: ref => `test/${ref}`, load: async () => 0 },
});

const open = (sources: TimelineSource[], tracks: EntityTrackSource[] = []) =>
  renderOnPage(<TimelineCard sources={sources} tracks={tracks} />);

describe('the last days of an entity', () => {
  it('are a lane an area, each mark a link to its record, and the budget beneath', async () => {
    const changes = source('Changes', async () => [
      mark('CHG0000001', ago(5), ago(4.9)),
      mark('CHG0000002', ago(1), ago(0.9)),
      mark('CHG0000003', ago(40), ago(39)),
    ]);
    const { container } = open(
      [changes, source('Drills', async () => [])],
      [
        track(() => ({
          text: 'Checkout is answered: 74 % of the budget left',
          href: '/slos/objectives/checkout',
          points: [
            { at: ago(10), share: 1 },
            { at: ago(5), share: 0.8 },
            { at: ago(4), share: 0.74 },
          ],
        })),
      ],
    );
    const row = within(await screen.findByRole('list', { name: 'Changes: 2' }));
    expect(
      row.getByRole('link', { name: /^CHG0000001 · About CHG0000001 · / }),
    ).toHaveAttribute('href', '/records/CHG0000001');
    expect(row.getAllByRole('link')).toHaveLength(2);
    // A lane with nothing on it is none.
    expect(screen.queryByText('Drills')).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /74 % of the budget left/ }),
    ).toHaveAttribute('href', '/slos/objectives/checkout');
    expect(container.querySelectorAll('polyline')).toHaveLength(1);
    const [[{ entityRef, from, to }]] = changes.load.mock.calls;
    expect(entityRef).toBe('component:default/checkout-api');
    expect(Date.parse(to) - Date.parse(from)).toBe(14 * DAY);
    // Rows and lane are one request.
    expect(changes.load).toHaveBeenCalledTimes(1);
  });

  it('tell what stands at one place as such, and what goes on until now', async () => {
    open([
      source('Incidents', async () => [
        mark('INC0000001', ago(2), ago(1.99)),
        mark('INC0000002', ago(1.99), ago(1.98)),
        mark('INC0000003', ago(0.5)),
      ]),
    ]);
    const row = within(
      await screen.findByRole('list', { name: 'Incidents: 3' }),
    );
    expect(row.getByText(/^2: INC0000001 .*; INC0000002 /)).toBeInTheDocument();
    const third = row.getByRole('link', { name: /^INC0000003/ });
    const { insetInlineStart, inlineSize } = third.closest('li')!.style;
    expect(parseFloat(insetInlineStart) + parseFloat(inlineSize)).toBeCloseTo(
      100,
    );
  });

  it('name an area that does not answer, and show the others', async () => {
    open(
      [
        source('Changes', async () => {
          throw new Error('It is away');
        }),
        source('Drills', async () => [mark('DRL0000001', ago(3), ago(2.9))]),
      ],
      [track(() => undefined)],
    );
    expect(
      await screen.findByRole('list', { name: 'Drills: 1' }),
    ).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "Changes didn't answer: It is away",
    );
  });

  it('say that nothing happened', async () => {
    open([source('Changes', async () => [])]);
    expect(
      await screen.findByText('Nothing in the last 14 days.'),
    ).toBeInTheDocument();
  });
});
