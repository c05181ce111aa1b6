/** The Terraform that is here, as far as it can be checked where no provider can be downloaded. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, test } from 'node:test';
import { root } from '../lib/paths.mjs';
import {
  badOutputs,
  checkModule,
  readTexts,
} from '../lib/terraform/checkModule.mjs';
import { ProviderSchema } from '../lib/terraform/providerSchema.mjs';
import { bring } from '../lib/tools.mjs';
import { temporaryFolder } from './support.mjs';

const deployed = path.join(root, 'deploy/terraform');
const folders = [
  'bootstrap',
  'environments',
  ...readdirSync(path.join(deployed, 'modules')).map(name => `modules/${name}`),
];
const skeleton = path.join(
  root,
  'templates/new-governed-service/skeleton/terraform',
);

/** A skeleton with names in place of what the template puts in. */
const rendered = text =>
  text
    .replace(/\$\{\{[^}]*\| dump \}\}/g, '"A title"')
    .replace(/\$\{\{[^}]*\}\}/g, 'some_name');

const terraform = (args, input) =>
  spawnSync('terraform', args, { input, encoding: 'utf8' });
const noTerraform = terraform(['version']).error && 'no terraform on the path';

let tools;
let unreachable;
before(async () => {
  try {
    const hcl = await bring('@cdktf/hcl2json', '0.21.0', 'a parser of HCL');
    const { parse } = createRequire(path.join(hcl, 'package.json'))(hcl);
    const schema = new ProviderSchema(
      await bring(
        '@cdktf/provider-google',
        '16.12.1',
        "the schema of Google's provider",
      ),
    );
    tools = { parse, schema };
  } catch (error) {
    unreachable = `not checked, for the registry cannot be reached: ${error.message}`;
  }
});

test(
  'is written as terraform fmt writes it',
  { skip: noTerraform },
  async () => {
    const { stdout } = terraform(['fmt', '-check', '-recursive', deployed]);
    assert.equal(stdout, '');
    for (const [name, text] of Object.entries(await readTexts(skeleton))) {
      const { stdout: wrong } = terraform(
        ['fmt', '-check', '-diff', '-'],
        rendered(text),
      );
      assert.equal(wrong, '', name);
    }
  },
);

test(
  'Terraform takes the objectives by the types and validations of the module',
  {
    skip: noTerraform,
  },
  async t => {
    const cwd = await temporaryFolder(t);
    const put = (name, text) => writeFileSync(path.join(cwd, name), text);
    const read = file => readFileSync(path.join(deployed, file), 'utf8');
    put('variables.tf', read('modules/monitoring/variables.tf'));
    put(
      'main.tf',
      'output "goals" {\n  value = { for id, slo in var.slos : id => slo.goal }\n}\n',
    );
    const slos = 'slos.auto.tfvars.json';
    put(slos, read(`environments/${slos}`));
    const run = (...args) =>
      spawnSync('terraform', args, { cwd, encoding: 'utf8' });
    run('init', '-input=false');
    const plan = () =>
      run(
        ...['plan', '-input=false', '-no-color', '-var=project=p'],
        ...['-var=portal_url=https://p.example', '-var=alert_topic=t'],
      );
    assert.match(plan().stdout, /customer-engagement-api-latency-p99/);
    const wrong = JSON.parse(read(`environments/${slos}`));
    wrong.slos['customer-engagement-api-availability'].goal = 1;
    put(slos, JSON.stringify(wrong));
    assert.match(plan().stderr, /goals above 0, up to 0\.9999/);
  },
);

for (const folder of folders) {
  test(`${folder} asks the provider only for what there is`, async t => {
    if (unreachable) return t.skip(unreachable);
    const at = path.join(deployed, folder);
    assert.deepEqual(await checkModule(at, tools), []);
    assert.deepEqual(await badOutputs(at, tools.parse), []);
  });
}

test('so does what a template makes', async t => {
  if (unreachable) return t.skip(unreachable);
  const texts = Object.fromEntries(
    Object.entries(await readTexts(skeleton)).map(([name, text]) => [
      name,
      rendered(text),
    ]),
  );
  assert.deepEqual(await checkModule(skeleton, { ...tools, texts }), []);
});

test('what is wrong is found', async t => {
  if (unreachable) return t.skip(unreachable);
  const problemsOf = text =>
    checkModule(deployed, { ...tools, texts: { 'main.tf': text } });
  const topic = lines => `resource "google_pubsub_topic" "t" {\n${lines}\n}`;
  for (const [text, expected] of [
    ['resource "google_pubsub_tropic" "t" {}', /no such type/],
    [topic('  kms = "x"\n  name = "t"'), /there is no kms in it/],
    [topic('  labels = {}'), /name is missing/],
    [
      topic('  name = "t"\n  schema_settings {\n    encodings = "JSON"\n  }'),
      /schema_settings: there is no encodings/,
    ],
    [
      topic(
        '  name = "t"\n  dynamic "schema_setting" {\n    for_each = []\n    content {}\n  }',
      ),
      /no block schema_setting/,
    ],
    [topic('  name = var.nome'), /no variable nome/],
    [topic('  name = "t-${local.x}"'), /no local x/],
    [
      topic('  name = google_pubsub_topic.u.name'),
      /no resource google_pubsub_topic.u/,
    ],
    [
      `${topic(
        '  name = "t"',
      )}\noutput "o" {\n  description = "It."\n  value = google_pubsub_topic.t.nome\n}`,
      /has no nome/,
    ],
    ['variable "v" {\n  description = "It."\n}', /nothing uses it/],
    [
      'module "m" {\n  source = "./modules/logging"\n  regions = "x"\n}',
      /no variable regions[\s\S]*region is missing/,
    ],
  ]) {
    assert.match((await problemsOf(text)).join('\n'), expected, text);
  }
});

test('no account has a key, no database a public address, nothing that rests another key than ours', async t => {
  if (unreachable) return t.skip(unreachable);
  const texts = await Promise.all(
    folders.map(async folder =>
      Object.values(await readTexts(path.join(deployed, folder))),
    ),
  );
  const all = texts.flat().join('\n');
  assert.doesNotMatch(
    all,
    /google_service_account_key|secret_data +=|[^_]password +=/,
  );
  assert.doesNotMatch(all, /roles\/(owner|editor)"(?!,)/);
  const keyed = {
    google_storage_bucket: 'encryption',
    google_sql_database_instance: 'encryption_key_name',
    google_pubsub_topic: 'kms_key_name',
    google_bigquery_dataset: 'default_encryption_configuration',
    google_artifact_registry_repository: 'kms_key_name',
    google_cloudfunctions2_function: 'kms_key_name',
  };
  for (const folder of folders) {
    for (const [name, text] of Object.entries(
      await readTexts(path.join(deployed, folder)),
    )) {
      const { resource = {} } = await tools.parse(name, text);
      for (const [type, named] of Object.entries(resource)) {
        for (const [label, [body]] of Object.entries(named)) {
          if (keyed[type])
            assert.ok(body[keyed[type]], `${type}.${label} has no key of ours`);
          if (type === 'google_sql_database_instance') {
            const [
              {
                ip_configuration: [ip],
              },
            ] = body.settings;
            assert.deepEqual(
              [ip.ipv4_enabled, ip.ssl_mode],
              [false, 'ENCRYPTED_ONLY'],
            );
          }
        }
      }
    }
  }
});

/** What a folder has, all of its files together. */
async function parsed(folder) {
  const all = await Promise.all(
    Object.entries(await readTexts(path.join(deployed, folder))).map(
      ([name, text]) => tools.parse(name, text),
    ),
  );
  const merged = {};
  for (const file of all) {
    for (const [block, named] of Object.entries(file)) {
      if (Array.isArray(named))
        merged[block] = [...(merged[block] ?? []), ...named];
      else {
        merged[block] ??= {};
        for (const [type, of] of Object.entries(named)) {
          merged[block][type] = Array.isArray(of)
            ? of
            : { ...merged[block][type], ...of };
        }
      }
    }
  }
  return merged;
}

test('what a service runs as may read, write and call, and changes nothing of the project', async t => {
  if (unreachable) return t.skip(unreachable);
  const { module } = await parsed('environments');
  const [{ accounts }] = module.accounts;
  const roles = Object.values(accounts).flatMap(({ roles: own = [] }) => own);
  assert.ok(roles.length >= 5);
  for (const role of roles) {
    assert.match(
      role,
      /\.(viewer|logWriter|metricWriter|builds\.builder)$/,
      role,
    );
  }
});

test('the state is kept in a bucket, which locks it', async t => {
  if (unreachable) return t.skip(unreachable);
  for (const folder of ['bootstrap', 'environments']) {
    const { terraform: settings } = await parsed(folder);
    assert.deepEqual(Object.keys(settings[0].backend), ['gcs'], folder);
  }
});

test('an alert goes to the portal, by mail and to Slack; what the portal does not take is kept', async t => {
  if (unreachable) return t.skip(unreachable);
  const { resource, data, locals } = await parsed('modules/monitoring');
  const channels = JSON.stringify(
    locals.find(each => each.channels).channels,
  ).match(/google_monitoring_notification_channel\.\w+/g);
  assert.deepEqual(
    [...new Set(channels)].map(name => name.split('.')[1]),
    ['portal', 'email', 'slack'],
  );
  const [policy] = resource.google_monitoring_alert_policy.burn;
  assert.equal(policy.notification_channels, '${local.channels}');
  const kindOf = of => of[0].type;
  const own = resource.google_monitoring_notification_channel;
  assert.deepEqual(
    [
      kindOf(own.portal),
      kindOf(own.email),
      kindOf(data.google_monitoring_notification_channel.slack),
    ],
    ['pubsub', 'email', 'slack'],
  );
  assert.equal(own.portal[0].labels.topic, '${var.alert_topic}');

  const { module } = await parsed('environments');
  assert.equal(module.monitoring[0].alert_topic, '${module.alerts.topic}');
  assert.match(module.alerts[0].push.endpoint, /module\.alert_handler\.url/);
  assert.equal(
    module.alerts[0].push.service_account,
    '${module.accounts.emails["alert-push"]}',
  );
  assert.deepEqual(module.alert_handler[0].invokers, [
    '${module.accounts.members["alert-push"]}',
  ]);
  const { resource: ofTopic } = await parsed('modules/pubsub');
  const { subscription, dead_letter: dead } =
    ofTopic.google_pubsub_subscription;
  assert.equal(
    subscription[0].dead_letter_policy[0].dead_letter_topic,
    '${google_pubsub_topic.dead_letter.id}',
  );
  // Its end: dead letters that nobody subscribes to are gone at once.
  assert.equal(dead[0].topic, '${google_pubsub_topic.dead_letter.id}');
});

test('the dashboard shows what Cloud Run measures by itself, and each objective', async t => {
  if (unreachable) return t.skip(unreachable);
  const { locals, resource } = await parsed('modules/monitoring');
  const { automatic } = locals.find(each => each.automatic);
  assert.deepEqual(
    automatic.map(({ metric }) => metric.replace('run.googleapis.com/', '')),
    [
      'request_count',
      'request_latencies',
      'container/cpu/utilizations',
      'container/memory/utilizations',
    ],
  );
  const [{ dashboard_json: json }] =
    resource.google_monitoring_dashboard.objectives;
  assert.match(json, /concat\(local\.charts, local\.widgets\)/);
});

test('one instance of a service stays warm: a cold start would spend error budget', async t => {
  if (unreachable) return t.skip(unreachable);
  const { variable } = await parsed('modules/cloud-run');
  assert.ok(variable.instances[0].default.least >= 1);
  const { module } = await parsed('environments');
  for (const [name, [{ source, instances }]] of Object.entries(module)) {
    if (!source.endsWith('/cloud-run')) continue;
    // The default, or what each environment says of the portal.
    assert.ok([undefined, '${var.portal_instances}'].includes(instances), name);
  }
  for (const file of ['production.tfvars', 'staging.tfvars']) {
    const at = path.join(deployed, 'environments', file);
    const { portal_instances: least } = await tools.parse(
      file,
      readFileSync(at, 'utf8'),
    );
    assert.ok(least.least >= 1, file);
  }
});
