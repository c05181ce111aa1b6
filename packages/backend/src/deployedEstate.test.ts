import { globSync, readFileSync } from 'fs';
import path from 'path';
import {
  parseTerraformPlan,
  planAddresses,
  redactPlan,
} from '@countersign/plugin-change-management-common';
import {
  readConfigurationItem,
  resolveAddresses,
} from '@countersign/plugin-cmdb-common';
import { parse, parseAllDocuments } from 'yaml';
import { settingVariables } from './settingVariables';

const root = path.resolve(__dirname, '../../..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

const items = [
  'catalog-info.yaml',
  ...globSync('catalog-info/*.yaml', { cwd: root }),
]
  .flatMap(file => parseAllDocuments(textOf(file)))
  .map(document => document.toJS())
  .filter(entity => ['Component', 'Resource'].includes(entity?.kind))
  .map(readConfigurationItem);

interface Made {
  address: string;
  module: string;
  type: string;
  name: string;
}

/** Every resource of the modules that an environment is composed of; one instance of those that are several. */
const resources = globSync('deploy/terraform/environments/*.tf', {
  cwd: root,
}).flatMap(file =>
  Array.from(
    textOf(file).matchAll(/^module "(\w+)" \{\s+source = "\.\.\/([\w/-]+)"/gm),
  ).flatMap(([, module, source]) =>
    globSync(`deploy/terraform/${source}/*.tf`, { cwd: root }).flatMap(inner =>
      Array.from(
        textOf(inner).matchAll(
          /^resource "(\w+)" "(\w+)" \{\n(\s+for_each)?/gm,
        ),
        ([, type, name, several]): Made => ({
          address: `module.${module}.${type}.${name}${
            several ? '["one"]' : ''
          }`,
          module: `module.${module}`,
          type,
          name,
        }),
      ),
    ),
  ),
);

/** As `terraform show -json` writes a plan that makes them. */
const planOf = (made: readonly Made[]) =>
  JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    complete: true,
    applyable: true,
    errored: false,
    resource_changes: made.map(({ address, module, type, name }) => ({
      address,
      module_address: module,
      mode: 'managed',
      type,
      name,
      provider_name: 'registry.terraform.io/hashicorp/google',
      change: {
        actions: ['create'],
        before: null,
        after: {},
        after_unknown: { id: true },
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
  });

describe('a plan of deploy/terraform', () => {
  it('leads to an entity of the estate by each of its addresses, and to one only', async () => {
    expect(resources.length).toBeGreaterThan(60);
    const plan = parseTerraformPlan(planOf(resources));
    const { matched, unmapped, ambiguous } = resolveAddresses(
      planAddresses(plan),
      items,
    );
    expect({ unmapped, ambiguous }).toEqual({ unmapped: [], ambiguous: [] });
    expect((await redactPlan(plan, { entities: matched })).unmapped).toEqual(
      [],
    );
    const sorted = (refs: Iterable<string>) => [...new Set(refs)].sort();
    expect(sorted(matched.values())).toEqual([
      'component:default/countersign',
      'component:default/customer-engagement-api',
      'resource:default/data-kms-key',
      'resource:default/engagement-db',
      'resource:default/larkspur-vpc',
      'resource:default/outbound-messages-topic',
      'resource:default/private-services-range',
    ]);
  });

  it.each([
    [
      'module.customer_engagement_api.google_cloud_run_v2_service.service',
      'component:default/customer-engagement-api',
    ],
    [
      'module.accounts.google_service_account.account["customer-engagement-api"]',
      'component:default/customer-engagement-api',
    ],
    [
      'module.accounts.google_project_iam_member.grant["customer-engagement-api roles/logging.logWriter"]',
      'component:default/customer-engagement-api',
    ],
    [
      'module.accounts.google_service_account.account["portal"]',
      'component:default/countersign',
    ],
    [
      'module.engagement_database.google_sql_database_instance.instance',
      'resource:default/engagement-db',
    ],
    [
      'module.network.google_service_networking_connection.services',
      'resource:default/private-services-range',
    ],
    [
      'module.network.google_compute_firewall.deny_egress',
      'resource:default/larkspur-vpc',
    ],
    [
      'google_storage_bucket.terraform_state',
      'resource:default/terraform-state-bucket',
    ],
    [
      'google_artifact_registry_repository.images',
      'resource:default/artifact-registry',
    ],
  ])('gives %s to %s', (address, entityRef) => {
    expect(resolveAddresses([address], items).matched).toEqual(
      new Map([[address, entityRef]]),
    );
  });
});

describe('the configuration of the portal on Google Cloud', () => {
  it('is given every variable that it reads, and nothing that nobody reads', () => {
    const portal = /^module "portal" \{\n[^]*?^\}/m.exec(
      textOf('deploy/terraform/environments/portal.tf'),
    )![0];
    const given = Array.from(
      portal.matchAll(/^ {4}([A-Z_]+)\s+= /gm),
      ([, name]) => name,
    );
    const read = (file: string, pattern: RegExp) =>
      Array.from(textOf(file).matchAll(pattern), ([, name]) => name);
    const demanded = [
      ...read('app-config.production.yaml', /\$\{(\w+)\}/g),
      ...read('deploy/portal/app-config.google-cloud.yaml', /\$\{(\w+)\}/g),
      ...Object.values(settingVariables),
    ];
    expect(demanded.filter(name => !given.includes(name))).toEqual([]);
    const known = [
      ...demanded,
      ...read('app-config.yaml', /\$\{(\w+)/g),
      // Node's own, and the database driver's.
      ...['NODE_OPTIONS', 'PGSSLMODE'],
    ];
    expect(given.filter(name => !known.includes(name))).toEqual([]);
  });

  it('reads the logs of the services that Terraform makes, each by its name there', () => {
    const {
      serviceLogs: {
        sources: {
          googleCloudLogging: [{ entities }],
        },
      },
    } = parse(textOf('deploy/portal/app-config.google-cloud.yaml'));
    const named = entities.flatMap(({ filter }: { filter: string }) => {
      return Array.from(filter.matchAll(/"([a-z-]+)"/g), ([, name]) => name);
    });
    const services = globSync('deploy/terraform/environments/*.tf', {
      cwd: root,
    }).flatMap(tf =>
      Array.from(
        textOf(tf).matchAll(
          /source\s+= "\.\.\/modules\/cloud-(?:run|functions)"\s+name\s+= "([\w-]+)"/g,
        ),
        ([, name]) => name,
      ),
    );
    expect(named.sort()).toEqual(services.sort());
    const known = items.map(({ entityRef }) => entityRef);
    for (const { entityRef } of entities) expect(known).toContain(entityRef);
  });
});
