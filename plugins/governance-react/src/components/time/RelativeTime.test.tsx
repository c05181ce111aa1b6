import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { RelativeTime } from './RelativeTime';

describe('a relative time', () => {
  it.each([
    [false, 180_000, 'in 3 min'],
    [false, -1_000, 'just now'],
    [false, -180_000, '3 min ago'],
    [true, 180_000, 'in 3 min'],
    [true, -1_000, 'any moment now'],
    [true, -180_000, 'any moment now'],
  ])('says when, due %s, %d ms from now: %s', async (isDue, fromNow, words) => {
    const instant = new Date(Date.now() + fromNow).toISOString();
    renderInTestApp(<RelativeTime instant={instant} isDue={isDue} />);
    expect(await screen.findByText(words)).toBeVisible();
  });
});
