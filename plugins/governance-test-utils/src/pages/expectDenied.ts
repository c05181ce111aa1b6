import { screen, within } from '@testing-library/react';

/** Expects that the page says once that its reader may not read it, claims nothing of what it would show, and offers nothing. */
export async function expectDenied(sentence: string): Promise<void> {
  const main = within(await screen.findByRole('main'));
  expect(await main.findAllByText(sentence)).toHaveLength(1);
  expect(main.queryByText(/^No .* yet$/)).toBeNull();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(main.queryAllByRole('button')).toEqual([]);
}
