import { mockServices } from '@backstage/backend-test-utils';
import { readSettings } from './settings';

const read = (file: object[], rest: object = {}) =>
  readSettings(
    mockServices.rootConfig({
      data: { serviceLogs: { sources: { file }, ...rest } } as never,
    }),
  );
const entities = [
  { entityRef: 'component:default/api', paths: ['/var/log/*.log*'] },
];

describe('the configuration of log files', () => {
  it('names sources, whose title is their name; none is fine', () => {
    expect(readSettings(mockServices.rootConfig()).sources).toEqual([]);
    expect(read([{ name: 'files', entities }]).sources).toEqual([
      { name: 'files', title: 'files', entities },
    ]);
  });

  it.each([
    [[{ name: 'Files', entities }], 'file[0].name'],
    [[{ name: 'files', entities: [] }], 'file[0].entities'],
    [[{ name: 'files', entities, path: 'x' }], 'there is no path'],
    [
      [{ name: 'files', entities: [...entities, ...entities] }],
      'each entity must be there once',
    ],
    [
      [
        {
          name: 'files',
          entities: [{ ...entities[0], paths: ['/var/*/a.log'] }],
        },
      ],
      'last part',
    ],
    [
      [
        { name: 'files', entities },
        { name: 'files', entities },
      ],
      'names must be unique',
    ],
  ])('like %j is refused', (file, message) => {
    expect(() => read(file)).toThrow(message);
  });

  it('says when unpacked files have no room', () => {
    expect(() => read([], { unpackedMegabytes: 0 })).toThrow(
      'serviceLogs.unpackedMegabytes',
    );
  });
});
