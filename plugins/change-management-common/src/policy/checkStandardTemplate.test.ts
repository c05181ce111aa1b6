import { plainText, itemView } from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { configurationItem } from '../__testUtils__/items';
import { standardChangeTemplateSchema } from '../model';
import { digestsOfTexts } from '../facts';
import {
  checkStandardTemplate,
  TemplatedContent,
} from './checkStandardTemplate';

const template = standardChangeTemplateSchema.parse({
  id: 'rotate-certificate',
  title: 'Rotate a certificate',
  category: 'security',
  match: { 'spec.type': 'service' },
  environments: ['staging', 'production'],
  implementationPlan: 'Run the rotation job.',
  maxRisk: 'moderate',
});
const procedure = (implementationPlan: string) =>
  digestsOfTexts({
    description: '',
    justification: '',
    implementationPlan,
    testPlan: '',
    backoutPlan: '',
    links: [],
  });
const change: TemplatedContent = {
  category: 'security',
  environment: 'production',
  ...procedure('Run the rotation job.'),
  template: { id: template.id, digest: digestOf(template) },
};
const service = itemView(
  configurationItem('component:default/web', { type: 'service' }),
);
const database = itemView(configurationItem('resource:default/db'));

describe('checkStandardTemplate', () => {
  const check = (
    fields: Partial<TemplatedContent> = {},
    items = [service],
    level: 'low' | 'moderate' | 'high' = 'moderate',
  ) =>
    checkStandardTemplate(template, { ...change, ...fields }, items, {
      level,
    });

  it('accepts what was pre-approved', () => {
    expect(check()).toEqual([]);
  });

  it.each([
    ['no template', check({ template: undefined }), /not made from/],
    [
      'an older version',
      check({ template: { id: template.id, digest: digestOf(1) } }),
      /has changed since/,
    ],
    [
      'another category',
      check({ category: 'database' }),
      /security, not database/,
    ],
    [
      'another environment',
      check({ environment: 'sandbox' }),
      /staging, production, not in sandbox/,
    ],
    [
      'another procedure',
      check(procedure('Drop the table.')),
      /implementation plan differs/,
    ],
    [
      'another kind of item',
      check({}, [service, database]),
      /not be used for resource:default\/db/,
    ],
    ['a higher risk', check({}, [service], 'high'), /risk is high/],
    ['a version', check({ commit: 'a'.repeat(40) }), /names a commit/],
    ['a plan', check({ planDigest: digestOf(1) }), /carries one/],
  ])('refuses %s', (_, reasons, sentence) => {
    expect(reasons.map(plainText)).toEqual([expect.stringMatching(sentence)]);
  });

  it('takes a version and a plan where the template says so', () => {
    const open = { ...template, commit: true, plan: true };
    expect(
      checkStandardTemplate(
        open,
        {
          ...change,
          template: { id: open.id, digest: digestOf(open) },
          commit: 'a'.repeat(40),
          planDigest: digestOf(1),
        },
        [service],
        { level: 'low' },
      ),
    ).toEqual([]);
  });

  it('fixes a text the template leaves empty', () => {
    const texts = { ...change.texts, testPlan: digestOf('Skip the tests.') };
    expect(check({ texts })).toEqual([
      expect.stringMatching(/test plan differs/),
    ]);
  });
});
