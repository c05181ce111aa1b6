import fc from 'fast-check';
import { REDACTED } from '@countersign/plugin-governance-common';
import { readTerraformPlan } from './readPlan';
import { redactPlan } from './redactPlan';

/** What an approver sees of a resource that is changed so. */
async function shown(change: object, fields: object = {}) {
  const plan = await redactPlan(
    readTerraformPlan({
      format_version: '1.2',
      resource_changes: [
        {
          address: 'x_y.z',
          type: 'x_y',
          name: 'z',
          ...fields,
          change: { actions: ['update'], before: {}, after: {}, ...change },
        },
      ],
    }),
  );
  return plan.resources[0];
}

describe('what an approver sees of a plan', () => {
  it('differs wherever two texts differ, however long they are', async () => {
    const word = fc.constantFrom('allow ', 'deny ', '日本 ', '😀');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30_000 }),
        word,
        word,
        fc.integer({ min: 0, max: 30_000 }),
        async (before, one, other, behind) => {
          fc.pre(one !== other);
          const text = (differing: string) =>
            `${'a '.repeat(before / 2)}${differing}${'b '.repeat(behind / 2)}`;
          const { attributes } = await shown({
            before: { policy: text(one) },
            after: { policy: text(other) },
          });
          expect(attributes).toHaveLength(1);
          const [{ before: was, after: is }] = attributes;
          expect(was).not.toBe(is);
          expect(was!.length).toBeLessThan(4200);
        },
      ),
    );
  });

  it('says where in a long text the part stands that is shown', async () => {
    const policy = (last: string) => `${'a'.repeat(9_000)}${last}`;
    const { attributes } = await shown({
      before: { policy: policy('deny') },
      after: { policy: policy('allow') },
    });
    expect(attributes[0].after).toMatch(
      /^"\(from character 8801\) …a{200}allow \(9005 characters\)"$/,
    );
  });

  it('has no character in it that is not seen', async () => {
    const marks = [
      '\u202e',
      '\u2066',
      '\u200b',
      '\u00ad',
      '\u2028',
      '\u{e0041}',
    ];
    for (const mark of marks) {
      const { attributes, address } = await shown(
        { after: { [`k${mark}`]: `main${mark}gnp.exe` } },
        { address: `x_y.z["a${mark}"]` },
      );
      expect(JSON.stringify([attributes, address])).not.toContain(mark);
      expect(JSON.parse(attributes[0].after!)).toBe(`main${mark}gnp.exe`);
    }
    const { attributes } = await shown({ after: { title: 'שלום عالم 日本' } });
    expect(attributes[0].after).toBe('"שלום عالم 日本"');
  });

  it('has no secret in a key of what is unknown, nor in an address', async () => {
    const secret = 'user-QQ77ABCD';
    const resource = await shown(
      {
        after: { marked: secret, tokens: {}, other: {} },
        after_sensitive: { marked: true },
        after_unknown: { tokens: { [secret]: true }, other: { id: true } },
      },
      {
        address: `module.m["${secret}"].x_y.z["${secret}"]`,
        module_address: `module.m["${secret}"]`,
        previous_address: `x_y.z["${secret}"]`,
      },
    );
    expect(JSON.stringify(resource)).not.toContain(secret);
    expect(resource.address).toBe(
      `module.m["${REDACTED}"].x_y.z["${REDACTED}"]`,
    );
    expect(resource.attributes).toMatchObject([
      { path: 'marked', sensitive: true },
      { path: 'other.id', unknown: true },
      { path: 'tokens', unknown: true },
    ]);
    const { address } = await shown({}, { address: 'x_y.z["checkout"]' });
    expect(address).toBe('x_y.z["checkout"]');
  });
});
