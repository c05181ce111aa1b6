import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  entity,
  person,
  record,
  say,
  sentenceOf,
  time,
} from '@countersign/plugin-governance-common';
import { screen } from '@testing-library/react';
import { recordLinksApiRef } from '../../records';
import { SentenceText } from './SentenceText';

const show = (sentence: Parameters<typeof SentenceText>[0]['sentence']) =>
  renderInTestApp(
    <p data-testid="sentence">
      <SentenceText sentence={sentence} />
    </p>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [[recordLinksApiRef, { pathOf: number => `/records/${number}` }]],
    },
  );
const linksOf = (element: HTMLElement) =>
  [...element.querySelectorAll('a')].map(link => link.getAttribute('href'));

describe('SentenceText', () => {
  it('links what a sentence refers to, and nothing that only looks like it', async () => {
    show(
      say`Overlaps ${record('INC0000042')} (${entity(
        'resource:default/orders-db',
      )}), says ${person('user:default/ada')} of INC0000001 at ${time(
        '2026-11-24T21:00:00Z',
      )}.`,
    );

    const sentence = await screen.findByTestId('sentence');
    expect(linksOf(sentence)).toEqual([
      '/records/INC0000042',
      '/catalog/default/resource/orders-db',
      '/catalog/default/user/ada',
    ]);
    expect(sentence).not.toHaveTextContent('2026-11-24 21:00 UTC');
  });

  it.each([
    ['a bracket and what closes it', sentenceOf(['See (', record('A1'), ').'])],
    ['a quotation at the start', sentenceOf(['“', record('A1'), '”, it said'])],
    [
      'only punctuation between',
      sentenceOf([record('A1'), ', ', record('A2')]),
    ],
  ])('loses no sign beside a reference: %s', async (_, sentence) => {
    show(sentence);

    expect((await screen.findByTestId('sentence')).textContent).toBe(
      sentence.map(({ text }) => text).join(''),
    );
  });

  it('shows a text as it is', async () => {
    show('See CHG0000042.');

    const sentence = await screen.findByTestId('sentence');
    expect(sentence).toHaveTextContent('See CHG0000042.');
    expect(linksOf(sentence)).toEqual([]);
  });
});
