import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { SystemList } from '@countersign/plugin-service-levels-common';
import { screen } from '@testing-library/react';
import { serviceLevelsApiRef } from '../api';
import { loadSystemFacts } from './systemFacts';

const factsOf = (items: SystemList['items']) =>
  loadSystemFacts({
    apis: {
      get: ref =>
        ref.id === serviceLevelsApiRef.id
          ? ({ listSystems: async () => ({ items }) } as never)
          : undefined,
    },
    signal: new AbortController().signal,
  });

it('says the worst objective of a system, and how many are within their budgets', async () => {
  const facts = await factsOf([
    { system: 'system:default/shop', states: { ok: 3, burning: 1 } },
    { system: 'system:default/mail', states: { ok: 2 } },
    // All of its objectives were taken back.
    { system: 'system:default/gone', states: {} },
  ]);
  expect(Object.keys(facts)).toEqual([
    'system:default/shop',
    'system:default/mail',
  ]);
  renderPage(<>{facts['system:default/shop'].text}</>);
  expect(await screen.findByText(/3 of 4 within budget/)).toHaveTextContent(
    /burning/i,
  );
});
