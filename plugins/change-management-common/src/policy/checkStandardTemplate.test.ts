import { configurationItem } from '../__testUtils__/items';
import { standardChangeTemplateSchema } from '../model';
import { digestOf } from '../states';
import {
  checkStandardTemplate,
  TemplatedChange,
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
const change: TemplatedChange = {
  category: 'security',
  environment: 'production',
  implementationPlan: 'Run the rotation job.\n',
  testPlan: 'anything, the template says nothing',
  backoutPlan: '',
  template: { id: template.id, digest: digestOf(template) },
};
const service = configurationItem('component:default/web', {
  type: 'service',
});

describe('checkStandardTemplate', () => {
  const check = (
    fields: Partial<TemplatedChange> = {},
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
      check({ implementationPlan: 'Drop the table.' }),
      /implementation plan differs/,
    ],
    [
      'another kind of item',
      check({}, [service, configurationItem('resource:default/db')]),
      /not be used for resource:default\/db/,
    ],
    ['a higher risk', check({}, [service], 'high'), /risk is high/],
  ])('refuses %s', (_, reasons, sentence) => {
    expect(reasons).toEqual([expect.stringMatching(sentence)]);
  });
});
