import { promises as fs } from 'fs';
import path from 'path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { publishFolderAction } from './publishFolderAction';

describe('publish:folder', () => {
  const directory = createMockDirectory();
  const folder = () => directory.resolve('services');
  const workspace = () => directory.resolve('workspace');
  beforeEach(() =>
    directory.setContent({
      services: { old: { 'catalog-info.yaml': 'the old one' } },
      workspace: {
        'catalog-info.yaml': 'the new one',
        '.github': { workflows: { 'deploy.yaml': 'on: push' } },
      },
    }),
  );

  async function publish(
    name: string,
    options: { isDryRun?: boolean; to?: string } = { to: folder() },
  ) {
    const output = jest.fn();
    await publishFolderAction(options.to).handler({
      input: { name },
      workspacePath: workspace(),
      isDryRun: options.isDryRun,
      logger: { info: jest.fn() },
      output,
    } as never);
    return Object.fromEntries(output.mock.calls);
  }

  it('publishes all that was made, hidden files too, and leaves nothing else behind', async () => {
    const target = path.join(folder(), 'price-alerts');
    expect(await publish('price-alerts')).toEqual({ path: target });
    expect(directory.content({ path: target })).toEqual(
      directory.content({ path: workspace() }),
    );
    expect((await fs.readdir(folder())).sort()).toEqual([
      'old',
      'price-alerts',
    ]);
  });

  it('refuses a name that is taken, and of two at once gives it to one', async () => {
    await expect(publish('old')).rejects.toThrow(
      /"old" already, and it stays as it is/,
    );
    const both = await Promise.allSettled([publish('new'), publish('new')]);
    expect(both.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect((await fs.readdir(folder())).sort()).toEqual(['new', 'old']);
  });

  it('writes nothing in a dry run, and refuses what it would refuse', async () => {
    const dry = { isDryRun: true, to: folder() };
    expect(await publish('price-alerts', dry)).toHaveProperty('path');
    await expect(publish('old', dry)).rejects.toThrow(/already/);
    expect(await fs.readdir(folder())).toEqual(['old']);
  });

  it.each(['../out', '.hidden', 'a/b', 'Upper', 'a--b', ''])(
    'takes no path for a name: "%s"',
    async name => {
      await expect(publish(name)).rejects.toThrow(/is not a name; write/);
    },
  );

  it('says what to configure where nobody did', async () => {
    await expect(publish('a', {})).rejects.toThrow(
      /set scaffolder.publishFolder.path/,
    );
  });
});
