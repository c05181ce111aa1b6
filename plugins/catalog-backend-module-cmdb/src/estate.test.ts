import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import type { Entity } from '@backstage/catalog-model';
import { CmdbGraph, resolveAddresses } from '@countersign/plugin-cmdb-common';
import { parse } from 'yaml';
import {
  estateFiles,
  loadEstate,
  processEntity,
  readEntities,
} from './__testUtils__/estate';

const NOW = new Date('2026-11-21T12:00:00Z');

describe('the estate in catalog-info', () => {
  let entities: Entity[];
  let graph: CmdbGraph;
  const ofKind = (kind: string) => entities.filter(e => e.kind === kind);

  beforeAll(async () => {
    entities = await loadEstate();
    graph = CmdbGraph.from(entities);
  });

  it.each(estateFiles())('%s holds only valid entities', async file => {
    const written = readEntities(file);
    expect(written).not.toHaveLength(0);
    const processed = await Promise.all(written.map(processEntity));
    expect(processed).toHaveLength(written.length);
  });

  it('lists every file in all.yaml', () => {
    const [location] = readEntities('all.yaml');
    expect([...(location.spec?.targets as string[])].sort()).toEqual(
      estateFiles()
        .filter(file => file !== 'all.yaml')
        .map(file => `./${file}`),
    );
  });

  it('refers only to entities that exist', () => {
    const known = new Set(
      entities.map(e =>
        `${e.kind}:${e.metadata.namespace}/${e.metadata.name}`.toLowerCase(),
      ),
    );
    const dangling = entities.flatMap(e =>
      (e.relations ?? [])
        .filter(({ targetRef }) => !known.has(targetRef))
        .map(({ targetRef }) => `${e.metadata.name} → ${targetRef}`),
    );
    expect(dangling).toEqual([]);
  });

  it('is as large as a believable estate', () => {
    expect(ofKind('System').length).toBeGreaterThanOrEqual(4);
    expect(ofKind('Component').length).toBeGreaterThanOrEqual(15);
    expect(ofKind('Resource').length).toBeGreaterThanOrEqual(12);
    expect(ofKind('API').length).toBeGreaterThanOrEqual(8);
    expect(ofKind('Group').length).toBeGreaterThanOrEqual(6);
  });

  it('depends at least four deep, over dependsOn alone', () => {
    const deepest = graph
      .dependenciesOf(['component:default/invoicing-batch'])
      .entities.filter(({ path }) =>
        path.every(step => step.relation === 'dependsOn'),
      )
      .at(-1);
    expect(deepest?.path.map(step => step.to)).toEqual([
      'resource:default/orders-db',
      'resource:default/private-services-range',
      'resource:default/larkspur-vpc',
      'resource:default/host-project',
    ]);
  });

  it('says tier, data classification, SOX scope and version of everything that runs', () => {
    for (const entity of [...ofKind('Component'), ...ofKind('Resource')]) {
      expect(
        graph.item(`${entity.kind}:default/${entity.metadata.name}`),
      ).toEqual(
        expect.objectContaining({
          tier: expect.any(String),
          dataClassification: expect.any(String),
          version: expect.any(String),
          owner: expect.stringMatching(/^group:/),
          system: expect.stringMatching(/^system:/),
          problems: [],
        }),
      );
      expect(entity.metadata.annotations).toHaveProperty([
        'countersign.dev/sox-scope',
      ]);
    }
  });

  it('claims no Terraform address twice, and those of the walkthrough', () => {
    const items = [...graph.items()];
    const addresses = items
      .flatMap(item => item.terraformAddresses)
      .map(address => address.replace(/\.\*$/, '.google_x.y'))
      .map(address => address.replace('[*]', '[0]'));
    expect(new Set(addresses).size).toBe(addresses.length);
    const { matched, unmapped, ambiguous } = resolveAddresses(addresses, items);
    expect({ unmapped, ambiguous }).toEqual({ unmapped: [], ambiguous: [] });
    expect(Object.fromEntries(matched)).toMatchObject({
      'google_cloud_run_v2_service.checkout_api':
        'component:default/checkout-api',
      'google_sql_database_instance.orders': 'resource:default/orders-db',
      'terraform_data.checkout_api': 'component:default/checkout-api',
      'terraform_data.orders_db': 'resource:default/orders-db',
      'terraform_data.session_cache': 'resource:default/session-cache',
    });
  });

  it('has the demo users in their groups', () => {
    const groupsOf = (name: string) => graph.groupsOf(`user:default/${name}`);
    expect(groupsOf('dana-developer')).toContain('group:default/checkout');
    expect(groupsOf('oscar-owner')).toContain('group:default/checkout');
    expect(groupsOf('amara-approver')).toContain(
      'group:default/change-advisory-board',
    );
    expect(groupsOf('kenji-oncall')).toContain('group:default/platform-sre');
    expect(groupsOf('ines-auditor')).toContain('group:default/internal-audit');
    expect(
      ofKind('User').map(
        user => (user.spec?.profile as { email: string }).email,
      ),
    ).toEqual(ofKind('User').map(u => `${u.metadata.name}@larkspur.example`));
  });

  it('has enough people in each group that approves to keep duties apart, and one delegate', () => {
    for (const group of [
      'checkout',
      'engagement',
      'data-platform',
      'platform-sre',
      'security',
      'change-advisory-board',
    ]) {
      expect(
        graph.membersOf(`group:default/${group}`).length,
      ).toBeGreaterThanOrEqual(3);
    }
    expect(
      graph.eligibleApprovers('group:default/change-advisory-board', NOW),
    ).toContainEqual({
      user: 'user:default/marcus-brandt',
      via: 'delegate',
      onBehalfOf: 'user:default/rafael-costa',
    });
  });

  it('defines its APIs in valid OpenAPI and AsyncAPI', async () => {
    const definitions = (type: string) =>
      ofKind('API')
        .filter(api => api.spec?.type === type)
        .map(api => api.spec?.definition as string);
    for (const definition of definitions('openapi')) {
      await expect(
        SwaggerParser.validate(parse(definition)),
      ).resolves.toHaveProperty('openapi', '3.0.3');
    }
    for (const definition of definitions('asyncapi')) {
      const diagnostics = await new Parser().validate(definition);
      expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    }
    expect([
      ...definitions('openapi'),
      ...definitions('asyncapi'),
    ]).toHaveLength(ofKind('API').length);
  });
});
