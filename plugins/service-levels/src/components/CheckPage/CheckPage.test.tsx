import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import {
  CheckedDefinitions,
  readDefinitions,
} from '@countersign/plugin-service-levels-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeServiceLevels } from '../../__testUtils__/FakeServiceLevels';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';
import { exampleDefinition } from './exampleDefinition';

jest.setTimeout(240_000);

const open = (api: FakeServiceLevels, query = '') =>
  renderPage(<SlosRouter />, {
    path: `check${query}`,
    apis: [[serviceLevelsApiRef, api]],
    mountedRoutes: { '/slos': rootRouteRef },
  });

const DAY = 86_400_000;
const checked: CheckedDefinitions = {
  problems: [
    {
      severity: 'warning',
      file: 'definition.yaml',
      line: 12,
      document: 'SLO slow',
      path: 'spec.objectives[0]',
      rule: 'deaf-alert',
      message: 'its page can never fire',
    },
  ],
  objectives: [
    {
      id: 'slow',
      title: 'Checkout is fast',
      service: 'checkout-api',
      target: 0.9995,
      window: 30 * DAY,
      windowKind: 'rolling',
      budget: 21.6 * 60_000,
      pairs: [
        {
          severity: 'page',
          longWindow: 3_600_000,
          shortWindow: 300_000,
          burnRate: 14.4,
          errorRatio: 0.0072,
          canFire: true,
        },
        {
          severity: 'ticket',
          longWindow: 3 * DAY,
          shortWindow: DAY / 4,
          burnRate: 30,
          errorRatio: 1.5,
          canFire: false,
        },
      ],
      predictions: [
        {
          errorRatio: 1,
          pairs: [{ firesAfter: 101_000, resetsAfter: 373_000 }, {}],
        },
        { errorRatio: 0.001, pairs: [{}, {}] },
      ],
      silenceAllowed: 3_600_000,
      ceiling: {
        highest: 0.999,
        exceeded: true,
        dependencies: [
          {
            item: 'resource:default/orders-db',
            objective: 'orders-db-availability',
            target: 0.999,
            path: [
              'resource:default/orders-db',
              'component:default/checkout-api',
            ],
          },
        ],
      },
    },
  ],
};

describe('the page that checks a definition', () => {
  beforeEach(() => sessionStorage.clear());

  it('says before anything is saved what is wrong, and when each objective would alert', async () => {
    const api = new FakeServiceLevels({ checked });
    const check = jest.spyOn(api, 'checkDefinitions');
    open(api, '?service=checkout-api');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start from an example' }),
    );
    const editor = screen.getByRole('textbox', { name: 'OpenSLO' });
    expect(editor).toHaveValue(exampleDefinition('checkout-api'));
    await userEvent.type(editor, '{Control>}{Enter}{/Control}');

    expect(await screen.findByText('1 objective works.')).toBeInTheDocument();
    expect(check).toHaveBeenCalledWith({
      text: exampleDefinition('checkout-api'),
    });
    expect(screen.getByText('its page can never fire')).toBeInTheDocument();
    const objective = within(
      screen.getByRole('region', { name: 'Checkout is fast' }),
    );
    expect(
      objective.getByText(/99.95 % over 30 days. The budget is 21 min 36 s/),
    ).toBeInTheDocument();
    const [, page, ticket] = within(
      objective.getByRole('table', { name: 'When it alerts' }),
    ).getAllByRole('row');
    expect(page).toHaveTextContent('Page1 h5 min14.4×0.7 %');
    expect(ticket).toHaveTextContent('cannot fire');
    const [, all, few] = within(
      screen.getByRole('table', { name: 'When an alert would fire' }),
    ).getAllByRole('row');
    expect(all).toHaveTextContent(
      '100 %after 1 min 41 sresets after 6 minnever',
    );
    expect(few).toHaveTextContent('0.1 %nevernever');
    expect(objective.getByText(/leave 99.9 % to promise/)).toBeInTheDocument();
    expect(
      screen.getByText('countersign slo lint slo.yaml'),
    ).toBeInTheDocument();
  });

  it('keeps what was pasted when nobody is reached', async () => {
    const api = new FakeServiceLevels();
    jest
      .spyOn(api, 'checkDefinitions')
      .mockRejectedValueOnce(new TypeError('Failed to fetch'));
    open(api);
    const editor = await screen.findByRole('textbox', { name: 'OpenSLO' });
    await userEvent.type(editor, 'kind: SLO');
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText('Nothing was checked')).toBeInTheDocument();
    expect(editor).toHaveValue('kind: SLO');
  });

  it('starts from a definition in which nothing is wrong', () => {
    const text = exampleDefinition('checkout-api');
    const { objectives, problems } = readDefinitions([
      { file: 'slo.yaml', text },
    ]);
    expect(problems).toEqual([]);
    expect(objectives).toMatchObject([{ target: 0.999 }]);
  });
});
