import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readSharedSettings } from './sharedSettings';

const read = (governance: JsonObject, drills: JsonObject = {}) =>
  readSharedSettings(
    mockServices.rootConfig({ data: { governance, drills } }),
    'drills',
  );

describe('readSharedSettings', () => {
  it('has a default for everything', () => {
    expect(readSharedSettings(mockServices.rootConfig())).toEqual({
      environments: ['production', 'staging', 'development'],
      timeZone: 'UTC',
      demo: false,
    });
  });

  it('takes each key from the shared root, or from where it stood before', () => {
    expect(
      read(
        { environments: ['live', 'test'], demo: 'on' },
        { timeZone: 'Asia/Tokyo' },
      ),
    ).toEqual({
      environments: ['live', 'test'],
      timeZone: 'Asia/Tokyo',
      demo: true,
    });
  });

  it('names a key that is misspelt, and the one that was meant', () => {
    expect(() => read({ enviroments: ['live'] })).toThrow(
      /governance: there is no enviroments \(did you mean environments\?\)/,
    );
  });

  it('takes the same said twice, also in other words', () => {
    expect(
      read({ demo: true, timeZone: 'UTC' }, { demo: 'on', timeZone: 'UTC' }),
    ).toMatchObject({ demo: true, timeZone: 'UTC' });
  });

  it.each([
    ['environments', ['a', 'b'], ['b', 'a']],
    ['timeZone', 'UTC', 'Asia/Tokyo'],
    ['demo', false, 'on'],
  ])('refuses %s said differently in two places', (key, shared, former) => {
    expect(() => read({ [key]: shared }, { [key]: former })).toThrow(
      new RegExp(
        `governance\\.${key} is .* and drills\\.${key} is .*: keep governance\\.${key}`,
      ),
    );
  });

  it.each([
    [
      { timeZone: 'Mars/Olympus' },
      /governance\.timeZone: must be an IANA zone/,
    ],
    [{ environments: ['qa', 'qa'] }, /governance\.environments: .*unique/],
    [{ environments: [] }, /governance\.environments/],
  ])('names the path of what is wrong, %j', (wrong, message) => {
    expect(() => read(wrong)).toThrow(message);
  });
});
