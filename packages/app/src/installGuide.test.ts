import { OverridableFrontendPlugin } from '@backstage/frontend-plugin-api';
import { parse } from 'yaml';
import { plugins } from './plugins';

// The pages have no Node; their tests do.
const { readFileSync } = jest.requireActual<typeof import('fs')>('fs');

type Line = string | Record<string, false | { config: { first?: string[] } }>;

const guide = readFileSync(
  `${__dirname}/../../../docs/guides/install.md`,
  'utf8',
);

/** What the guide has an adopter write under `app.extensions`. */
const lines: Line[] = [...guide.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
  .map(([, block]) => parse(block))
  .flatMap(config => config.app?.extensions ?? []);

/** The extensions that the lines name, by their ids. */
const named = lines.flatMap(line =>
  typeof line === 'string'
    ? [line]
    : Object.entries(line).flatMap(([id, change]) => [
        id,
        ...((change && change.config.first) || []),
      ]),
);

/** Whether a plugin of the app has the extension: Backstage says nothing of an id that it does not know. */
function isThere(id: string): boolean {
  const installed: object[] = Object.values(plugins);
  return installed.some(plugin => {
    if (!('getExtension' in plugin)) return false;
    try {
      return Boolean((plugin as OverridableFrontendPlugin).getExtension(id));
    } catch {
      return false;
    }
  });
}

jest.setTimeout(240_000);

describe('the guide of installation', () => {
  it('moves, orders and leaves out extensions that are there', () => {
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(id => !isThere(id))).toEqual([]);
  });

  it('names a page of a sidebar by an extension that is there', () => {
    const taken = [...guide.matchAll(/nav\.take\('([^']+)'\)/g)].map(
      ([, id]) => id,
    );
    expect(taken).not.toEqual([]);
    expect(taken.filter(id => !isThere(id))).toEqual([]);
  });
});
