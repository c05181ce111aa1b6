import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ChoiceFilter } from './FilterRow';
import { listFilterAddress } from './listFilterAddress';
import { RecordListPage } from './RecordListPage';
import { RecordRows } from './RecordRows';
import { useRecordList } from './useRecordList';

jest.setTimeout(60_000);

const states = ['open', 'done'] as const;
type State = (typeof states)[number];
interface Drill {
  number: string;
  title: string;
  state: State;
}

const address = listFilterAddress<{ state: State; owner: string }>({
  state: states,
  owner: 'any',
});

function DrillsPage(props: { load(query: object): Promise<Drill[]> }) {
  const list = useRecordList(
    address,
    async query => {
      const items = await props.load(query);
      return { items, count: { value: items.length, capped: false } };
    },
    { rowKey: 'DRL' },
  );
  const { filters, setFilters } = list;
  return (
    <RecordListPage
      list={list}
      texts={{
        what: 'the drills',
        noun: { one: 'drill', many: 'drills' },
        search: 'Search drills',
        searchPlaceholder: 'Search',
        empty: { title: 'No drills yet', description: 'Plan one.' },
        filteredEmpty: { title: 'No drill matches', description: 'Clear it.' },
      }}
      filters={
        <ChoiceFilter
          label="State"
          choices={states}
          labelOf={id => id}
          value={filters.state}
          onChange={state => setFilters({ state })}
        />
      }
      chips={filters.owner.map(owner => ({
        id: owner,
        text: `Owner: ${owner}`,
        without: { owner: [] },
      }))}
      rows={(items, { isStale }) => (
        <RecordRows
          label="Drills"
          records={items}
          isStale={isStale}
          hrefOf={number => `/drills/${number}`}
          columns={[
            {
              id: 'title',
              label: 'Drill',
              isRowHeader: true,
              cell: ({ title }) => title,
            },
          ]}
          card={({ state }) => state}
        />
      )}
    />
  );
}

function open(search: string, drills: Drill[] | Error) {
  const asked: object[] = [];
  const load = async (query: object) => {
    asked.push(query);
    if (drills instanceof Error) throw drills;
    return drills;
  };
  renderInTestApp(<DrillsPage load={load} />, {
    initialRouteEntries: [`/${search}`],
  });
  return asked;
}

describe('the page of a list', () => {
  const drill: Drill = {
    number: 'DRL0000001',
    title: 'Fail over',
    state: 'open',
  };

  it('asks for what its address says, and no longer for what a chip is taken away of', async () => {
    const asked = open('?state=done,gone,open&owner=sre', [drill]);
    expect(await screen.findByText('Fail over')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('1 drill');
    await userEvent.click(
      screen.getByRole('button', { name: /Remove.*Owner: sre|^Remove$/ }),
    );
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked).toEqual([
      { state: ['done', 'open'], owner: ['sre'] },
      { state: ['done', 'open'], owner: [] },
    ]);
  });

  it('says to whoever may read none of it that they may not, offers them nothing, and asks no second time', async () => {
    const asked = open(
      '?q=over',
      Object.assign(
        new Error('You may not read drills: ask for the permission d.read'),
        {
          name: 'NotAllowedError',
        },
      ),
    );
    expect(
      await screen.findByText(
        'You may not read drills: ask for the permission d.read',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/No drill/)).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.queryAllByRole('searchbox')).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('says what would fill it, or clears the filters that nothing matches', async () => {
    const asked = open('?q=nowhere', []);
    expect(await screen.findByText('No drill matches')).toBeInTheDocument();
    const [clear] = screen.getAllByRole('button', { name: /Clear/ });
    await userEvent.click(clear);
    expect(await screen.findByText('No drills yet')).toBeInTheDocument();
    expect(asked.at(-1)).toEqual({ state: [], owner: [] });
  });

  it('says what failed, and asks again', async () => {
    let isDown = true;
    renderInTestApp(
      <DrillsPage
        load={async () => {
          if (isDown) throw new Error('The database is gone');
          return [drill];
        }}
      />,
    );
    expect(await screen.findByText(/The database is gone/)).toBeInTheDocument();
    isDown = false;
    await userEvent.click(
      screen.getByRole('button', { name: /Try again|Retry/ }),
    );
    expect(await screen.findByText('Fail over')).toBeInTheDocument();
  });
});
