/** The manifests for Kubernetes, held against the published types of its API: what it does not know is no field of it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/paths.mjs';
import { bring, requireFrom } from '../lib/tools.mjs';
import { temporaryFolder } from './support.mjs';

const { parseAllDocuments } = requireFrom(path.join(root, 'packages/backend'))(
  'yaml',
);
const folder = path.join(root, 'deploy/kubernetes');
const manifests = readdirSync(folder).flatMap(file =>
  parseAllDocuments(readFileSync(path.join(folder, file), 'utf8')).map(
    document => document.toJS(),
  ),
);
const ofKind = wanted => manifests.filter(({ kind }) => kind === wanted);

/** What the compiler says of manifests, each as a value of its kind's type. */
async function problemsOf(t, types, all) {
  const ts = requireFrom(root)('typescript');
  const file = path.join(await temporaryFolder(t), 'manifests.ts');
  const source = all.map(({ apiVersion, kind, ...rest }, i) => {
    const module = path.join(
      types,
      apiVersion === 'v1' ? 'core/v1' : apiVersion.replace('.k8s.io', ''),
    );
    return `import type { ${kind} as T${i} } from ${JSON.stringify(
      module,
    )};\nexport const m${i}: T${i} = ${JSON.stringify({
      apiVersion,
      kind,
      ...rest,
    })};\n`;
  });
  await writeFile(file, source.join(''));
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, ' '),
    );
}

test('have no field and no value that the API does not know', async t => {
  let types;
  try {
    types = await bring(
      'kubernetes-types',
      '1.30.0',
      'the types of Kubernetes',
    );
  } catch (error) {
    return t.skip(
      `not checked, for the registry cannot be reached: ${error.message}`,
    );
  }
  assert.ok(manifests.length >= 9);
  assert.deepEqual(await problemsOf(t, types, manifests), []);

  const [deployment] = ofKind('Deployment');
  const wrong = structuredClone(deployment);
  wrong.spec.template.spec.containers[0].readinesProbe = {};
  assert.match((await problemsOf(t, types, [wrong])).join(), /readinesProbe/);
  const typed = structuredClone(deployment);
  typed.spec.replicas = 'two';
  assert.match((await problemsOf(t, types, [typed])).join(), /string/);
});

test('the portal has two replicas, one of which always stays', () => {
  const [{ metadata, spec }] = ofKind('Deployment');
  assert.equal(spec.replicas, 2);
  assert.equal(spec.strategy.rollingUpdate.maxUnavailable, 0);
  const [budget] = ofKind('PodDisruptionBudget');
  assert.deepEqual(budget.spec, { minAvailable: 1, selector: spec.selector });
  assert.deepEqual(
    ofKind('Service')[0].spec.selector,
    spec.template.metadata.labels,
  );
  const [container] = spec.template.spec.containers;
  assert.equal(metadata.name, 'countersign');
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    assert.match(container[probe].httpGet.path, /^\/\.backstage\/health\/v1\//);
  }
});

test('every pod runs as no root, on a root it cannot write, with nothing it does not need', () => {
  const pods = [
    ...ofKind('Deployment').map(({ spec }) => spec.template),
    ...ofKind('CronJob').map(({ spec }) => spec.jobTemplate.spec.template),
  ];
  assert.equal(pods.length, 2);
  const policies = ofKind('NetworkPolicy').map(({ spec }) => spec);
  for (const { metadata, spec } of pods) {
    assert.equal(spec.automountServiceAccountToken, false);
    assert.equal(spec.securityContext.runAsNonRoot, true);
    for (const { securityContext, resources } of spec.containers) {
      assert.deepEqual(securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      assert.ok(resources.limits.memory && resources.requests.cpu);
    }
    const policy = policies.find(({ podSelector }) =>
      Object.entries(podSelector.matchLabels).every(
        ([name, value]) => metadata.labels[name] === value,
      ),
    );
    assert.deepEqual(policy?.policyTypes, ['Ingress', 'Egress']);
    assert.ok(policy.egress.every(({ ports }) => ports.length > 0));
  }
});
