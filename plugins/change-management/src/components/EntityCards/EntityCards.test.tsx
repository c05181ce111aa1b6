import { EntityProvider } from '@backstage/plugin-catalog-react';
import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactElement } from 'react';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { entities } from '../../../dev/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { ConfigurationItemCard } from './ConfigurationItemCard';
import { DeployNowLine } from './DeployNowLine';
import { EntityChangesContent } from './EntityChangesContent';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(240_000);

const itemRef = 'component:default/checkout-api';

function renderOnEntity(
  element: ReactElement,
  api = new FakeChangeManagementApi(),
) {
  const entity = entities.find(e => e.metadata.name === 'checkout-api');
  return renderPage(
    <EntityProvider entity={entity!}>{element}</EntityProvider>,
    { api },
  );
}

async function answering(
  deployNow: ConfigurationItemResponse['deployNow'],
  more: Partial<ConfigurationItemResponse> = {},
) {
  const api = new FakeChangeManagementApi();
  const response: ConfigurationItemResponse = await api.getConfigurationItem(
    itemRef,
  );
  jest
    .spyOn(api, 'getConfigurationItem')
    .mockResolvedValue({ ...response, deployNow, ...more });
  return api;
}

describe('DeployNowLine', () => {
  it.each([
    ['yes', 'Yes', 'An approved change is in its window.'],
    ['no', 'No', 'Frozen for Black Friday.'],
    ['change-needed', 'Not without a change', 'Nothing is approved.'],
  ] as const)('answers %s in one sentence', async (answer, word, sentence) => {
    renderOnEntity(
      <DeployNowLine entityRef={itemRef} />,
      await answering({ answer, sentence }),
    );

    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(screen.getByRole('img', { name: word })).toBeInTheDocument();
  });

  it('says which freeze is in the way and when the next window opens', async () => {
    renderOnEntity(
      <DeployNowLine entityRef={itemRef} />,
      await answering({
        answer: 'no',
        sentence: 'A freeze is in the way.',
        freeze: { title: 'Black Friday', until: '2026-11-30T06:00:00.000Z' },
        nextWindow: {
          change: 'CHG0000140',
          window: {
            start: '2026-12-01T21:00:00.000Z',
            end: '2026-12-01T22:00:00.000Z',
          },
        },
      }),
    );

    expect(
      await screen.findByText(/^“Black Friday” until Mon 30 Nov/),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'CHG0000140' })).toHaveAttribute(
      'href',
      '/changes/CHG0000140',
    );
  });

  it('offers a new change for this item where one is needed', async () => {
    renderOnEntity(
      <DeployNowLine entityRef={itemRef} />,
      await answering({ answer: 'change-needed', sentence: 'None is open.' }),
    );

    expect(
      await screen.findByRole('link', { name: 'New change' }),
    ).toHaveAttribute(
      'href',
      '/changes/new?item=component%3Adefault%2Fcheckout-api',
    );
  });
});

describe('the cards of one page', () => {
  const cards = (
    <>
      <DeployNowLine entityRef={itemRef} />
      <ConfigurationItemCard />
    </>
  );

  it('share one request', async () => {
    const api = new FakeChangeManagementApi();
    const request = jest.spyOn(api, 'getConfigurationItem');
    renderOnEntity(cards, api);

    expect(await screen.findByText('tier-1')).toBeInTheDocument();
    expect(await screen.findByRole('img', { name: 'No' })).toBeInTheDocument();
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('recover together when one of them is retried', async () => {
    const api = new FakeChangeManagementApi();
    const request = jest
      .spyOn(api, 'getConfigurationItem')
      .mockRejectedValueOnce(new Error('The backend is away'));
    renderOnEntity(cards, api);

    await waitFor(() =>
      expect(screen.getAllByText('The backend is away')).toHaveLength(2),
    );
    await userEvent.click(screen.getAllByRole('button', { name: 'Retry' })[0]);

    await waitFor(() =>
      expect(screen.queryByText('The backend is away')).not.toBeInTheDocument(),
    );
    expect(request).toHaveBeenCalledTimes(2);
  });
});

describe('ConfigurationItemCard', () => {
  it('tells the path to what depends on it, and what dangles', async () => {
    renderOnEntity(
      <ConfigurationItemCard />,
      await answering(
        { answer: 'no', sentence: 'No.' },
        {
          dependants: [
            {
              entityRef: 'component:default/storefront',
              tier: 'tier-1',
              depth: 2,
              path: [
                {
                  from: 'component:default/storefront',
                  relation: 'consumesApi',
                  to: 'api:default/checkout',
                },
                {
                  from: 'api:default/checkout',
                  relation: 'apiProvidedBy',
                  to: itemRef,
                },
              ],
            },
          ],
          dangling: ['resource:default/gone'],
        },
      ),
    );

    await userEvent.click(await screen.findByText('1 item depends on this'));
    expect(screen.getByText('tier-1 · 2 steps away')).toBeInTheDocument();
    expect(screen.getByText('Show path').closest('details')).toHaveTextContent(
      /storefront consumes api .*checkout/,
    );
    expect(screen.getByText('resource:default/gone')).toBeInTheDocument();
  });
});

describe('EntityChangesContent', () => {
  it('lists the changes of the entity and opens a new one for it', async () => {
    const api = new FakeChangeManagementApi();
    const list = jest.spyOn(api, 'listChanges');
    renderOnEntity(<EntityChangesContent />, api);

    expect(
      await screen.findByRole('link', { name: 'New change' }),
    ).toHaveAttribute(
      'href',
      '/changes/new?item=component%3Adefault%2Fcheckout-api',
    );
    expect(screen.getByText('CHG0000142')).toBeInTheDocument();
    expect(screen.queryByText('CHG0000140')).not.toBeInTheDocument();
    expect(list).toHaveBeenCalledWith(
      expect.objectContaining({ item: [itemRef] }),
      expect.anything(),
    );
  });
});
