import {
  createFrontendPlugin,
  PageBlueprint,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  AreaProblems,
  MarkBlueprint,
  markSourcesIn,
  useAreas,
} from '@countersign/plugin-governance-react';
import { RiAlarmWarningLine, RiGitPullRequestLine } from '@remixicon/react';
import { screen } from '@testing-library/react';
import { governancePlugin } from '../plugin';

const asked = jest.fn();

const changes = createFrontendPlugin({
  pluginId: 'changes',
  extensions: [
    MarkBlueprint.make({
      params: {
        area: 'Changes',
        icon: RiGitPullRequestLine,
        load: async ({ entityRef, from, to, signal }) => {
          asked({ entityRef, from, to, aborted: signal.aborted });
          return [
            {
              id: 'CHG0000007',
              record: 'CHG0000007',
              title: 'Resize the database',
              at: '2026-11-25T21:00:00.000Z',
              end: '2026-11-25T22:00:00.000Z',
            },
          ];
        },
      },
    }),
  ],
});
const incidents = createFrontendPlugin({
  pluginId: 'incidents',
  extensions: [
    MarkBlueprint.make({
      params: {
        area: 'Incidents',
        icon: RiAlarmWarningLine,
        load: async () => {
          throw new Error('Incidents do not answer');
        },
      },
    }),
  ],
});

/** As a chart asks: all that happened to an entity in a time, whoever knows it. */
function Chart() {
  const sources = markSourcesIn(useApiHolder());
  const answers = useAreas('chart', sources, (source, request) =>
    source.load({
      ...request,
      entityRef: 'component:default/checkout-api',
      from: '2026-11-20T00:00:00.000Z',
      to: '2026-11-26T00:00:00.000Z',
    }),
  );
  return (
    <>
      <AreaProblems answers={answers} />
      <p>{`${sources.length} areas`}</p>
      <ul aria-label="Marks">
        {answers.flatMap(({ area, data = [] }) =>
          data.map(({ id, title }) => (
            <li key={id}>{`${area}: ${id} ${title}`}</li>
          )),
        )}
      </ul>
    </>
  );
}

const chart = createFrontendPlugin({
  pluginId: 'chart',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/chart',
        title: 'Chart',
        loader: async () => <Chart />,
      },
    }),
  ],
});
const initialRouteEntries = ['/chart'];

describe('what areas mark on the charts of others', () => {
  it('has the marks of each, and says which did not answer', async () => {
    renderTestApp({
      features: [governancePlugin, changes, incidents, chart],
      initialRouteEntries,
    });
    expect(
      await screen.findByText('Changes: CHG0000007 Resize the database'),
    ).toBeInTheDocument();
    expect(asked).toHaveBeenCalledWith({
      entityRef: 'component:default/checkout-api',
      from: '2026-11-20T00:00:00.000Z',
      to: '2026-11-26T00:00:00.000Z',
      aborted: false,
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Incidents.*Incidents do not answer/,
    );
  });

  it.each([
    ['no area that marks anything', [governancePlugin, chart]],
    ['no governance plugin', [changes, chart]],
  ])('has none in a portal with %s', async (_, features) => {
    renderTestApp({ features, initialRouteEntries });
    expect(await screen.findByText('0 areas')).toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Marks' })).toBeEmptyDOMElement();
  });
});
