import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { AreaPages } from './AreaPages';

const pages = (app: JsonObject, drills: JsonObject = {}) =>
  AreaPages.read(mockServices.rootConfig({ data: { app, drills } }), {
    extension: 'page:drills',
    setting: 'drills.pagesPath',
    path: '/drills',
  });
const baseUrl = 'https://x.example/portal/';

describe('AreaPages', () => {
  it('are where the area puts them, below the address of the portal', () => {
    const drills = pages({ baseUrl });
    expect(drills.path('DRL0000001')).toBe('/drills/DRL0000001');
    expect(drills.url('DRL0000001')).toBe(
      'https://x.example/portal/drills/DRL0000001',
    );
    expect(drills.path()).toBe('/drills');
  });

  it('of records of several kinds are in the folder of their kind', () => {
    const drills = AreaPages.read(
      mockServices.rootConfig({ data: { app: { baseUrl } } }),
      {
        extension: 'page:drills',
        setting: 'drills.pagesPath',
        path: '/drills',
        folders: { PLN: 'plans' },
      },
    );
    expect(drills.path('PLN0000001')).toBe('/drills/plans/PLN0000001');
    expect(drills.path('plans', 'PLN0000001')).toBe('/drills/plans/PLN0000001');
    expect(drills.path('DRL0000001')).toBe('/drills/DRL0000001');
    expect(drills.path('PLN')).toBe('/drills/PLN');
  });

  it('follow the route that the app gives the page', () => {
    const extensions = [
      'entity-card:catalog/about',
      { 'page:changes': { config: { path: '/elsewhere' } } },
      { 'page:drills': { config: { path: '/reliability/drills' } } },
      { 'page:drills': true },
      { 'api:drills': false },
    ];
    const drills = pages({ baseUrl, extensions });
    expect(drills.url('DRL0000001')).toBe(
      'https://x.example/portal/reliability/drills/DRL0000001',
    );
    expect(drills.links('DRL0000001', undefined)).toEqual({
      DRL0000001: 'https://x.example/portal/reliability/drills/DRL0000001',
    });
  });

  it('are where a setting says, for an app that is configured elsewhere', () => {
    const extensions = [{ 'page:drills': { config: { path: '/other' } } }];
    expect(
      pages({ baseUrl, extensions }, { pagesPath: '/exercises/' }).path('1'),
    ).toBe('/exercises/1');
  });

  it.each([
    ['https://evil.example', /drills\.pagesPath: must be a path/],
    ['drills', /must be a path such as/],
    ['//evil.example', /must be a path/],
  ])('refuse %s', (pagesPath, message) => {
    expect(() => pages({ baseUrl }, { pagesPath })).toThrow(message);
  });
});
