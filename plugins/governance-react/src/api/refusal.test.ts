import { readRefusal } from './refusal';

describe('readRefusal', () => {
  it.each([
    'Failed to fetch',
    'Failed to fetch: POST https://portal.example/api/changes',
    'NetworkError when attempting to fetch resource.',
    'Load failed',
  ])('says that nobody was reached, however the browser does: %s', text => {
    expect(readRefusal(new TypeError(text)).message).toBe(
      "Couldn't reach the portal. Try again.",
    );
  });

  it('leaves what is no failure of the network as it is', () => {
    expect(readRefusal(new TypeError('x is not a function')).message).toBe(
      'x is not a function',
    );
  });
});
