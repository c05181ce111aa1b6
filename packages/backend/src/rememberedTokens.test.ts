import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthenticationError } from '@backstage/errors';
import { rememberingTokens } from './rememberedTokens';

const AT = Date.parse('2026-11-28T12:00:00Z');

/** A portal's tokens: those of `valid` are, until they end. */
function tokens() {
  let now = AT;
  const valid = new Map<string, Date | undefined>();
  const checked: string[] = [];
  const backstage = mockServices.auth();
  const auth = rememberingTokens(
    Object.assign(backstage, {
      authenticate: async (
        token: string,
        options?: { allowLimitedAccess?: boolean },
      ) => {
        checked.push(options?.allowLimitedAccess ? `${token}, limited` : token);
        const expiresAt = valid.get(token);
        if (!valid.has(token) || (expiresAt && expiresAt.getTime() <= now)) {
          throw new AuthenticationError('Illegal token');
        }
        return { ...mockCredentials.user(`user:default/${token}`), expiresAt };
      },
    }),
    () => now,
  );
  return {
    ...{ auth, valid, checked },
    later: (ms: number) => {
      now += ms;
    },
    who: async (token: string) => {
      const { principal } = await auth.authenticate(token);
      return (principal as { userEntityRef: string }).userEntityRef;
    },
  };
}

describe('tokens of requests', () => {
  it('are checked once for what comes within two seconds', async () => {
    const { valid, checked, who, later } = tokens();
    valid.set('dana', undefined).set('owen', undefined);
    const asked = await Promise.all(['dana', 'owen', 'dana'].map(who));
    expect(asked).toEqual([
      'user:default/dana',
      'user:default/owen',
      'user:default/dana',
    ]);
    later(1999);
    await who('dana');
    expect(checked).toEqual(['dana', 'owen']);
    later(1);
    await who('dana');
    expect(checked).toEqual(['dana', 'owen', 'dana']);
  });

  it('are refused within two seconds of what took them back', async () => {
    const { valid, who, later } = tokens();
    valid.set('dana', undefined);
    await who('dana');
    valid.delete('dana');
    later(2000);
    await expect(who('dana')).rejects.toThrow('Illegal token');
  });

  it('end when they say so', async () => {
    const { valid, who, later } = tokens();
    valid.set('dana', new Date(AT + 500));
    await who('dana');
    later(500);
    await expect(who('dana')).rejects.toThrow('Illegal token');
  });

  it('that were refused are checked again', async () => {
    const { valid, who } = tokens();
    await expect(who('dana')).rejects.toThrow('Illegal token');
    valid.set('dana', undefined);
    expect(await who('dana')).toBe('user:default/dana');
  });

  it('for limited access open nothing else', async () => {
    const { auth, valid, checked } = tokens();
    valid.set('dana', undefined);
    await auth.authenticate('dana', { allowLimitedAccess: true });
    await auth.authenticate('dana');
    expect(checked).toEqual(['dana, limited', 'dana']);
  });
});
