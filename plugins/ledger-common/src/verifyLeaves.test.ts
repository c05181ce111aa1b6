import { log, origin, trustedKeys, vkey } from './__testUtils__/log';
import { newSigner } from './testUtils';
import { verifyLeaves } from './verifyLeaves';

describe('verifyLeaves', () => {
  it('computes the root of a whole log', async () => {
    const { checkpoint, signedBy } = await verifyLeaves(
      log.leaves,
      await log.checkpoint(),
      { trustedKeys },
    );
    expect(checkpoint.size).toBe(20);
    expect(signedBy).toBe(trustedKeys[0]);
  });

  it('refuses a leaf changed, dropped or added, and a stranger', async () => {
    const checkpoint = await log.checkpoint();
    const [head, ...tail] = log.leaves;
    const verify = (leaves: string[], keys = trustedKeys) =>
      verifyLeaves(leaves, checkpoint, { trustedKeys: keys });
    await expect(verify([head.replace('ok', 'ko'), ...tail])).rejects.toThrow(
      'the leaves lead to',
    );
    await expect(verify(tail)).rejects.toThrow('of 20 leaves, there are 19');
    await expect(verify([head, ...log.leaves])).rejects.toThrow(
      'of 20 leaves, there are 21',
    );
    await expect(verify(log.leaves, [vkey(newSigner(origin))])).rejects.toThrow(
      'not signed by a key you trust',
    );
  });
});
