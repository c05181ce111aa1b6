import fc from 'fast-check';
import {
  ANNOTATION_APPROVAL_DELEGATE,
  ANNOTATION_APPROVAL_DELEGATE_UNTIL,
  ANNOTATION_CRITICALITY,
  ANNOTATION_DATA_CLASSIFICATION,
  ANNOTATION_ENVIRONMENT,
  ANNOTATION_SOX_SCOPE,
  ANNOTATION_STATEFUL,
  ANNOTATION_TERRAFORM_ADDRESSES,
  ANNOTATION_VERSION,
} from '../annotations';
import { testEntity } from '../__testUtils__/testEntity';
import { readConfigurationItem } from './readConfigurationItem';

describe('readConfigurationItem', () => {
  it('reads every annotation', () => {
    expect(
      readConfigurationItem(
        testEntity('resource:default/orders-db', {
          title: 'Orders database',
          annotations: {
            [ANNOTATION_CRITICALITY]: 'tier-1',
            [ANNOTATION_DATA_CLASSIFICATION]: 'restricted',
            [ANNOTATION_SOX_SCOPE]: 'true',
            [ANNOTATION_ENVIRONMENT]: 'production',
            [ANNOTATION_VERSION]: 'POSTGRES_18',
            [ANNOTATION_STATEFUL]: 'true',
            [ANNOTATION_TERRAFORM_ADDRESSES]:
              'google_sql_database_instance.orders,\n google_sql_user.orders["app,ro"]\nmodule.backup[0].*',
          },
          spec: {
            type: 'database',
            owner: 'checkout',
            system: 'commerce',
            lifecycle: 'production',
          },
        }),
      ),
    ).toEqual({
      entityRef: 'resource:default/orders-db',
      kind: 'Resource',
      namespace: 'default',
      name: 'orders-db',
      title: 'Orders database',
      type: 'database',
      lifecycle: 'production',
      owner: 'group:default/checkout',
      system: 'system:default/commerce',
      tier: 'tier-1',
      environment: 'production',
      dataClassification: 'restricted',
      soxScope: true,
      version: 'POSTGRES_18',
      stateful: true,
      terraformAddresses: [
        'google_sql_database_instance.orders',
        'google_sql_user.orders["app,ro"]',
        'module.backup[0].*',
      ],
      problems: [],
    });
  });

  it('knows nothing that the entity does not say', () => {
    const item = readConfigurationItem(testEntity('component:prod/api'));
    expect(item).toMatchObject({
      title: 'api',
      soxScope: false,
      stateful: false,
      terraformAddresses: [],
      problems: [],
    });
    expect(item.tier).toBeUndefined();
    expect(item.owner).toBeUndefined();
  });

  it('takes owner and system from relations when the spec has none, and the namespace of the entity otherwise', () => {
    expect(
      readConfigurationItem(
        testEntity('template:prod/t', {
          relations: [
            ['ownedBy', 'group:default/b'],
            ['partOf', 'component:prod/parent'],
            ['partOf', 'system:prod/s'],
          ],
        }),
      ),
    ).toMatchObject({ owner: 'group:default/b', system: 'system:prod/s' });
    expect(
      readConfigurationItem(
        testEntity('component:prod/api', { spec: { owner: 'team' } }),
      ),
    ).toMatchObject({ owner: 'group:prod/team' });
  });

  it.each([
    [ANNOTATION_CRITICALITY, 'Tier 1', /one of tier-1, tier-2, tier-3, tier-4/],
    [ANNOTATION_DATA_CLASSIFICATION, 'secret', /one of public, internal/],
    [ANNOTATION_SOX_SCOPE, 'yes', /"true" or "false"/],
    [ANNOTATION_STATEFUL, 'TRUE', /"true" or "false"/],
    [ANNOTATION_ENVIRONMENT, 'Production', /lower-case name/],
    [ANNOTATION_VERSION, ' ', /such as 2\.14\.0/],
    [ANNOTATION_TERRAFORM_ADDRESSES, ' , ', /at least one/],
    [ANNOTATION_TERRAFORM_ADDRESSES, 'module.a', /"module.a" is not/],
    [ANNOTATION_TERRAFORM_ADDRESSES, 'a.b["x', /is not a Terraform address/],
    [ANNOTATION_APPROVAL_DELEGATE_UNTIL, 'tomorrow', /ISO 8601/],
    [ANNOTATION_APPROVAL_DELEGATE_UNTIL, '2026-02-30', /ISO 8601/],
    [ANNOTATION_APPROVAL_DELEGATE_UNTIL, '2026-02-03T10:00:00', /its offset/],
  ])('says what is wrong with %s: %j', (annotation, value, message) => {
    const { problems } = readConfigurationItem(
      testEntity('component:default/api', {
        annotations: { [annotation]: value },
      }),
    );
    expect(problems).toEqual([
      { annotation, value, message: expect.stringMatching(message) },
    ]);
    expect(problems[0].message).toContain(annotation);
    expect(problems[0].message).toContain(JSON.stringify(value));
  });

  it.each([
    ['group:default/a', /must be a user/],
    ['::', /must be a user/],
    ['user:default/kenji-oncall', /a delegation needs an end/],
  ])('says what is wrong with a delegation to %j', (value, message) => {
    const { problems } = readConfigurationItem(
      testEntity('user:default/amara', {
        annotations: { [ANNOTATION_APPROVAL_DELEGATE]: value },
      }),
    );
    expect(problems.map(p => p.message)).toContainEqual(
      expect.stringMatching(message),
    );
  });

  it('never throws over an annotation', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            ANNOTATION_CRITICALITY,
            ANNOTATION_TERRAFORM_ADDRESSES,
            ANNOTATION_APPROVAL_DELEGATE,
            ANNOTATION_APPROVAL_DELEGATE_UNTIL,
            ANNOTATION_VERSION,
          ),
          fc.string({ unit: 'grapheme' }),
        ),
        annotations => {
          const entity = testEntity('component:default/api', { annotations });
          expect(() => readConfigurationItem(entity)).not.toThrow();
        },
      ),
    );
  });
});

describe('the title of a person or group', () => {
  it.each([
    [{ displayName: 'Amara Okafor' }, undefined, 'Amara Okafor'],
    [{ displayName: '' }, 'Amara', 'Amara'],
    [undefined, undefined, 'amara-approver'],
  ])('profile %j, title %j: %s', (profile, title, expected) => {
    const item = readConfigurationItem({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'amara-approver', ...(title && { title }) },
      spec: { ...(profile && { profile }), memberOf: [] },
    });
    expect(item.title).toBe(expected);
  });
});
