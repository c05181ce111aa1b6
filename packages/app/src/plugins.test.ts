import manifest from '../package.json';
import { plugins } from './plugins';

/** What kind of package it is, by what it says of itself. */
function roleOf(name: string): string | undefined {
  return jest.requireActual(`${name}/package.json`).backstage?.role;
}

jest.setTimeout(240_000);

describe('plugins', () => {
  it('are all that the app depends on', () => {
    const withPages = Object.keys(manifest.dependencies).filter(
      name =>
        /\/plugin-/.test(name) && roleOf(name)?.startsWith('frontend-plugin'),
    );
    expect(Object.keys(plugins).sort()).toEqual(withPages.sort());
    expect(Object.values(plugins)).not.toContain(undefined);
  });
});
