import {
  EntityTrackSource,
  Mark,
  markSourcesApiRef,
} from '@countersign/plugin-governance-react';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { screen, within } from '@testing-library/react';
import { TimelineStrip } from './TimelineStrip';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();

const mark = (record: string, at: string, end?: string): Mark => ({
  ...{ id: record, record, at, end },
  title: `About ${record}`,
  href: `/records/${record}`,
});
const lane = (area: string, load: () => Promise<Mark[]>) => ({
  area,
  icon: RiAlarmWarningLine,
  load: jest.fn(load),
});
const track = (load: EntityTrackSource['load']) => ({ area: 'SLOs', load });

function open(
  sources: ReturnType<typeof lane>[],
  tracks: EntityTrackSource[] = [],
) {
  const entity = {
    ...{ apiVersion: 'backstage.io/v1alpha1', kind: 'Component' },
    metadata: { name: 'Checkout-API' },
  };
  return renderPage(
    <EntityProvider entity={entity}>
      <TimelineStrip tracks={tracks} />
    </EntityProvider>,
    { apis: [[markSourcesApiRef, { sources }]] },
  );
}

describe('the last days of an entity', () => {
  it('are a lane an area, each mark a link to its record, and the budget beneath', async () => {
    const changes = lane('Changes', async () => [
      mark('CHG0000001', ago(5), ago(4.9)),
      mark('CHG0000002', ago(1), ago(0.9)),
    ]);
    const { container } = open(
      [changes, lane('Drills', async () => [])],
      [
        track(async () => ({
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
    const [[{ entityRef, from, to }]] = changes.load.mock.calls as unknown as [
      [{ entityRef: string; from: string; to: string }],
    ];
    expect(entityRef).toBe('component:default/checkout-api');
    expect(Date.parse(to) - Date.parse(from)).toBe(14 * DAY);
  });

  it('tell what stands at one place as such, and what goes on until now', async () => {
    open([
      lane('Incidents', async () => [
        mark('INC0000001', ago(2), ago(1.99)),
        mark('INC0000002', ago(1.99), ago(1.98)),
        mark('INC0000003', ago(0.5)),
      ]),
    ]);
    const row = within(
      await screen.findByRole('list', { name: 'Incidents: 3' }),
    );
    expect(row.getByText(/^2: INC0000001 .*; INC0000002 /)).toBeInTheDocument();
    const open3 = row.getByRole('link', { name: /^INC0000003/ });
    const { insetInlineStart, inlineSize } = open3.closest('li')!.style;
    expect(parseFloat(insetInlineStart) + parseFloat(inlineSize)).toBeCloseTo(
      100,
    );
  });

  it('name an area that does not answer, and show the others', async () => {
    open(
      [
        lane('Changes', async () => {
          throw new Error('It is away');
        }),
        lane('Drills', async () => [mark('DRL0000001', ago(3), ago(2.9))]),
      ],
      [track(async () => undefined)],
    );
    expect(
      await screen.findByRole('list', { name: 'Drills: 1' }),
    ).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "Changes didn't answer: It is away",
    );
  });

  it('say that nothing happened', async () => {
    open([lane('Changes', async () => [])]);
    expect(
      await screen.findByText('Nothing in the last 14 days.'),
    ).toBeInTheDocument();
  });
});
