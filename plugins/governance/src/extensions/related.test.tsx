import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  RelatedBlueprint,
  RelatedPanel,
  RelatedSource,
} from '@countersign/plugin-governance-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { governancePlugin } from '../plugin';

const area = (pluginId: string, load: RelatedSource['load']) =>
  createFrontendPlugin({
    pluginId,
    extensions: [
      RelatedBlueprint.make({
        params: { area: pluginId, prefixes: ['CHG'], load },
      }),
    ],
  });

const drills = area('drills', async ({ number }) => [
  { id: '1', record: 'DRL0000001', title: 'Slow answers', state: 'Planned' },
  { id: '2', href: `/plan?change=${number}`, title: 'Plan drill' },
]);
function ChangingRecord({ number }: { number: string }) {
  const [version, setVersion] = useState(0);
  return (
    <>
      <p>{number}</p>
      <button onClick={() => setVersion(version + 1)}>It changes</button>
      <RelatedPanel number={number} version={version} />
    </>
  );
}
const page = createFrontendPlugin({
  pluginId: 'records',
  extensions: ['CHG0000007', 'INC0000001'].map(number =>
    PageBlueprint.make({
      name: number,
      params: {
        path: `/${number}`,
        title: number,
        loader: async () => <ChangingRecord number={number} />,
      },
    }),
  ),
});
const open = (number: string, ...areas: ReturnType<typeof area>[]) =>
  renderTestApp({
    features: [governancePlugin, page, ...areas],
    initialRouteEntries: [`/${number}`],
  });

describe('what areas have to a record of another', () => {
  it('stands on its page: records, and the way to one that is still to be made', async () => {
    open(
      'CHG0000007',
      drills,
      area('incidents', async () => {
        throw new Error('Incidents do not answer');
      }),
    );
    const list = within(
      await screen.findByRole('list', { name: 'In other areas' }),
    );
    expect(await list.findByText('DRL0000001')).toBeInTheDocument();
    expect(list.getByText('Planned')).toBeInTheDocument();
    expect(list.getByRole('link', { name: 'Plan drill' })).toHaveAttribute(
      'href',
      '/plan?change=CHG0000007',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /incidents.*Incidents do not answer/,
    );
  });

  it('is asked again when the record changes, and stays until the answer comes', async () => {
    let answer = (_: string) => {};
    const titles = [
      Promise.resolve('Planned drill'),
      new Promise<string>(resolve => {
        answer = resolve;
      }),
    ];
    const load = jest.fn(async () => [
      { id: '1', href: '/plan', title: await titles.shift()! },
    ]);
    open('CHG0000007', area('drills', load));
    const link = await screen.findByRole('link', { name: 'Planned drill' });
    await userEvent.click(screen.getByRole('button', { name: 'It changes' }));
    await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    expect(link).toBeInTheDocument();
    answer('Running drill');
    expect(
      await screen.findByRole('link', { name: 'Running drill' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['INC0000001', 'a record of another kind', [drills]],
    ['CHG0000007', 'a portal where no area has anything', []],
    [
      'CHG0000007',
      'a page whose reader may not see what another area has',
      [
        area('logs', async () => {
          throw Object.assign(new Error('You may not read logs'), {
            name: 'NotAllowedError',
          });
        }),
      ],
    ],
  ])('leaves nothing on %s, %s', async (number, _, areas) => {
    open(number, ...areas);
    await screen.findAllByText(number);
    expect(screen.queryByText('In other areas')).not.toBeInTheDocument();
  });
});
