import { read } from '../__testUtils__/experiments';
import { targetsOf } from './targets';

const values = new Map<string, unknown>([['url', 'http://api.example:8080']]);

describe('the targets of a drill', () => {
  it('are its entity, and what faults and actions reach, each once', () => {
    const { experiment } = read();
    expect(targetsOf(experiment!, { values })).toEqual([
      'component:default/api',
      'http://api.example:8080',
    ]);
  });

  it('are what their provider makes of them at the moment', () => {
    const { experiment } = read();
    const [action] = experiment!.method;
    const method = [
      {
        ...action,
        provider: { ...action.provider, with: 'pods', target: 'app=api' },
      },
    ] as NonNullable<typeof experiment>['method'];
    expect(
      targetsOf({ ...experiment!, method }, { values }, (_, target) =>
        ['api-2', 'api-1'].map(name => `${target}/${name}`),
      ),
    ).toEqual([
      'component:default/api',
      'pods:app=api/api-1',
      'pods:app=api/api-2',
    ]);
  });
});
