import {
  TimelineEntry,
  TimelineSource,
} from '@countersign/plugin-governance-react';
import { screen, waitFor, within } from '@testing-library/react';
import { renderOnPage } from '../../__testUtils__/renderOnPage';
import { TimelineCard } from './TimelineCard';

const entry = (record: string, at: string): TimelineEntry => ({
  id: record,
  at,
  record,
  title: `About ${record}`,
  state: 'Closed',
});
const area = (name: string, ...entries: TimelineEntry[]): TimelineSource => ({
  area: name,
  load: async () => ({ entries }),
});

describe('TimelineCard', () => {
  it('is one time line of all areas, newest first, for the entity of the page', async () => {
    const load = jest.fn(async () => ({
      entries: [entry('INC0000001', '2026-11-25T10:00:00.000Z')],
    }));
    renderOnPage(
      <TimelineCard
        sources={[
          area(
            'Changes',
            entry('CHG0000001', '2026-11-24T10:00:00.000Z'),
            entry('CHG0000002', '2026-11-26T10:00:00.000Z'),
          ),
          { area: 'Incidents', load },
        ]}
      />,
    );

    await waitFor(() =>
      expect(
        within(screen.getByRole('list', { name: 'What happened lately?' }))
          .getAllByRole('listitem')
          .map(row => /[A-Z]{3}\d+/.exec(row.textContent ?? '')?.[0]),
      ).toEqual(['CHG0000002', 'INC0000001', 'CHG0000001']),
    );
    expect(load).toHaveBeenCalledWith(
      expect.objectContaining({ entityRef: 'component:default/checkout-api' }),
    );
  });

  it('names an area that failed, and shows the others', async () => {
    renderOnPage(
      <TimelineCard
        sources={[
          {
            area: 'Incidents',
            load: async () => {
              throw new Error('Not today');
            },
          },
          area('Changes', entry('CHG0000001', '2026-11-24T10:00:00.000Z')),
        ]}
      />,
    );

    expect(await screen.findByText('About CHG0000001')).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "Incidents didn't answer: Not today",
    );
  });

  it('says so when nothing has happened', async () => {
    renderOnPage(<TimelineCard sources={[area('Changes')]} />);

    expect(
      await screen.findByText('Nothing has happened to it yet.'),
    ).toBeInTheDocument();
  });
});
