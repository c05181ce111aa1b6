import { createHash } from 'crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join, resolve } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { BuiltCli } from '../../__testUtils__/cli';
import { Answer, errorAnswer, FakePortal } from '../../__testUtils__/portal';
import { parseDuration } from '../../input/options';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../../../..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

interface Variable {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: object; fieldRef?: { fieldPath: string } };
}
interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: {
    timeZone: string;
    jobTemplate: {
      spec: {
        activeDeadlineSeconds: number;
        template: {
          spec: {
            containers: {
              args: string[];
              env: Variable[];
              volumeMounts: { name: string; mountPath: string }[];
            }[];
            volumes: {
              name: string;
              persistentVolumeClaim: { claimName: string };
            }[];
          };
        };
      };
    };
  };
}

const manifests = parseAllDocuments(
  textOf('deploy/kubernetes/report-cronjob.yaml'),
).map(document => document.toJS() as Manifest);
const cronJob = manifests.find(({ kind }) => kind === 'CronJob')!;
const job = cronJob.spec.jobTemplate.spec;
const [container] = job.template.spec.containers;

/** What the last stage of the image says after a word. */
const said = (word: string) =>
  [
    ...textOf('deploy/cli/Dockerfile').matchAll(
      new RegExp(`^${word} (.*)$`, 'gm'),
    ),
  ].at(-1)![1];

const pack = Buffer.from('the bytes of a pack');
const sha256 = `sha256:${createHash('sha256').update(pack).digest('hex')}`;
const report: Answer = {
  status: 200,
  json: {
    report: {
      parameters: [{ name: 'day', title: 'Day', type: 'day', required: true }],
    },
    timeZone: 'Europe/Berlin',
  },
};
const run = (state: string, more: object = {}): Answer => ({
  status: 201,
  json: {
    run: { number: 'RUN0000042', state, phase: 'log', ...more },
    deliveries: [],
    pack: { size: pack.length, sha256 },
  },
});

const failure = {
  phase: 'snapshot',
  problem: 'ticketing gave no snapshot',
  remedy: 'Take it up again.',
};

describe('the CronJob that runs a report', () => {
  const cli = new BuiltCli();
  let portal: FakePortal;
  let packs: string;
  beforeAll(async () => {
    portal = await FakePortal.start();
  });
  beforeEach(() => {
    packs = mkdtempSync(join(tmpdir(), 'packs-'));
  });
  afterEach(() => rmSync(packs, { recursive: true }));
  afterAll(async () => {
    await portal.stop();
    cli.dispose();
  });

  /** As a pod of a job does: the command of the image, with the arguments and the environment of the manifest. */
  const runPod = (jobName: string) => {
    const env = Object.fromEntries(
      container.env.map(({ name, value, valueFrom }) => {
        if (name === 'COUNTERSIGN_URL') return [name, portal.url];
        if (valueFrom?.secretKeyRef) return [name, 't0ken'];
        expect(value ?? valueFrom?.fieldRef?.fieldPath).toBe(
          "metadata.labels['batch.kubernetes.io/job-name']",
        );
        return [name, jobName];
      }),
    );
    const args = container.args.map(arg =>
      arg.replace(/\$\(([^)]+)\)/g, (_, name: string) => env[name]),
    );
    // Nothing but the volume can be written.
    return cli.run(args, {
      env: { ...env, HOME: '/nowhere', TMPDIR: '/nowhere' },
      cwd: packs,
    });
  };

  it('writes the pack to its volume, and asks for the same run in every pod of a job', async () => {
    const pods: { key: unknown; code: number | null }[] = [];
    for (const [jobName, answers] of [
      ['operations-daily-1', [report, run('failed', { failure })]],
      [
        'operations-daily-1',
        [report, run('completed'), { status: 200, bytes: pack }],
      ],
      ['operations-daily-2', [report, errorAnswer(400, 'InputError', 'no')]],
    ] as [string, Answer[]][]) {
      portal.answerWith(...answers);
      const { code } = await runPod(jobName);
      const [, { headers, body }] = portal.received;
      expect(headers.authorization).toBe('Bearer t0ken');
      expect(body).toMatchObject({
        report: 'operations-daily',
        parameters: { day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
        deliver: true,
      });
      pods.push({ key: headers['idempotency-key'], code });
    }
    const [first, second, other] = pods;
    expect(second.key).toBe(first.key);
    expect(other.key).not.toBe(first.key);
    // A pod that fails is followed by another one.
    expect(pods.map(({ code }) => code)).toEqual([1, 0, 1]);
    expect(readdirSync(packs)).toEqual(['operations-daily-1.zip']);
    expect(readFileSync(join(packs, 'operations-daily-1.zip'))).toEqual(pack);
  });

  it('runs what the image has, where its volume is, for no longer than a job may take', () => {
    const [program, file] = JSON.parse(said('ENTRYPOINT')) as string[];
    expect(program).toBe('node');
    const copied = said('COPY').split(' ');
    const folder = copied.pop()!;
    expect(copied.map(from => join(folder, basename(from)))).toContain(file);

    const [{ name, mountPath }] = container.volumeMounts;
    expect(mountPath).toBe(said('WORKDIR'));
    const [volume] = job.template.spec.volumes;
    expect(volume.name).toBe(name);
    expect(
      manifests.some(
        ({ kind, metadata }) =>
          kind === 'PersistentVolumeClaim' &&
          metadata.name === volume.persistentVolumeClaim.claimName,
      ),
    ).toBe(true);

    const { args } = container;
    const waits = parseDuration(args[args.indexOf('--timeout') + 1]);
    expect(waits / 1000).toBeLessThan(job.activeDeadlineSeconds);
    const { spec } = parse(textOf(`reports/${args[2]}/report.yaml`));
    expect(cronJob.spec.timeZone).toBe(spec.timeZone);
  });
});
