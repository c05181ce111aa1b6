import { generateKeyPairSync } from 'crypto';
import { readFileSync } from 'fs';
import { packPaths } from '@countersign/plugin-compliance-evidence-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { newSigner } from '@countersign/plugin-ledger-common/testUtils';
import { BuiltCli } from '../../__testUtils__/cli';
import { logAfter } from '../../__testUtils__/inquiry';
import { TestLog, witnessKeyOf } from '../../__testUtils__/log';
import { digest, makePack, runNumber, zipOf } from '../../__testUtils__/pack';
import { FakePortal } from '../../__testUtils__/portal';

// Each test starts processes, on a machine that may be busy.
jest.setTimeout(240_000);

const name = 'auditor.example/w1';

function entries(count: number, text = 'entry'): LedgerEntry[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `11111111-0000-4000-8000-${String(i).padStart(12, '0')}`,
    type: 'note.opened',
    subject: 'NTE0000001',
    actor: 'user:default/olive',
    occurredAt: '2026-10-01T06:00:00.000Z',
    data: { text: `${text} ${i}` },
  }));
}

describe('countersign witness', () => {
  const cli = new BuiltCli();
  let portal: FakePortal;
  beforeAll(async () => {
    portal = await FakePortal.start();
  });
  afterAll(async () => {
    cli.dispose();
    await portal.stop();
  });
  const { privateKey } = generateKeyPairSync('ed25519');
  const keyFile = () =>
    cli.write(
      'witness.pem',
      privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    );
  const own = (memory: string, log: TestLog) => [
    ...['--name', name, '--key-file', keyFile()],
    ...['--memory', `${cli.folder}/${memory}`, '--log', log.key],
  ];

  it('follows a log, and keeps what shows that it was rewritten', async () => {
    const honest = new TestLog(entries(5));
    const forged = (count: number) =>
      new TestLog(entries(count, 'forged'), honest.origin, honest.signer);
    const ask = async (body: string, more: string[] = []) =>
      cli.run([
        ...['witness', 'cosign', cli.write('request.txt', body)],
        ...[...own('memory.json', honest), ...more],
      ]);
    const forgotten = await ask(await honest.growth(0, 3));
    expect(forgotten.code).toBe(2);
    expect(forgotten.stderr).toContain('give --begin where this witness never');

    const first = await ask(await honest.growth(0, 3), ['--begin']);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^\u2014 auditor\.example\/w1 \S+\n$/);
    expect((await ask(await honest.growth(3, 5))).code).toBe(0);

    const shrunk = await ask(await honest.growth(5, 3));
    expect(shrunk.code).toBe(1);
    expect(shrunk.stderr).toContain('it shrank');
    const fork = await ask(await forged(5).growth(5));
    expect(fork.code).toBe(1);
    expect(fork.stderr).toContain('the log tells two stories');
    const rewritten = await ask(await forged(8).growth(5));
    expect(rewritten.stderr).toContain('The log was rewritten');

    const { logs, misconduct } = JSON.parse(
      readFileSync(`${cli.folder}/memory.json`, 'utf8'),
    );
    expect(logs[honest.origin].checkpoint).toBe(await honest.checkpoint(5));
    expect(misconduct.map(({ code }: { code: string }) => code)).toEqual([
      'shrunk',
      'fork',
      'rewritten',
    ]);
  });

  it('visits the portal, and brings it the cosignature', async () => {
    const log = new TestLog(entries(4), 'example.com/compliance-evidence');
    const status = {
      ...{ origin: log.origin, treeSize: 4, pending: 0 },
      verifierKeys: [log.key],
    };
    portal.answerWith(
      { status: 200, json: status },
      { status: 200, bytes: Buffer.from(await log.growth(0)) },
      { status: 200, json: { size: 4, cosignatures: [] } },
    );
    const { code, stdout } = await cli.run([
      ...['witness', 'visit', '--url', portal.url],
      ...['--area', 'compliance-evidence', '--begin'],
      ...own('visits.json', log),
    ]);
    expect(stdout).toBe(
      'compliance-evidence: cosigned 4 entries of example.com/compliance-evidence, the first that this witness saw of it.\n',
    );
    expect(code).toBe(0);
    expect(portal.received.map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/api/compliance-evidence/ledger'],
      ['GET', '/api/compliance-evidence/ledger/growth?from=0'],
      ['POST', '/api/compliance-evidence/ledger/cosignatures'],
    ]);
    expect(portal.received[2].body).toMatchObject({ size: 4 });
  });

  it('is demanded by verify, of bundles and of packs', async () => {
    const witness = newSigner(name);
    const printed = await cli.run([
      ...['witness', 'key', '--name', name, '--key-file', keyFile()],
    ]);
    expect(printed.stdout).toMatch(
      /^auditor\.example\/w1\+[0-9a-f]{8}\+BL?\S+\n$/,
    );

    const key = witnessKeyOf(witness);
    const log = new TestLog(entries(4));
    const verify = (file: string, vkey: string, witnessed: string) =>
      cli.run([
        ...['verify', cli.write('evidence.json', file)],
        ...['--key', vkey, '--witness', witnessed, '--json'],
      ]);
    const [seen, late] = [
      await log.bundle('NTE0000001', undefined, [{ size: 4, witness }]),
      await log.bundle('NTE0000001', undefined, [{ size: 2, witness }]),
    ];
    const problemsOf = (stdout: string) =>
      JSON.parse(stdout)[0].bundle.problems.map(
        ({ message }: { message: string }) => message,
      );
    expect(problemsOf((await verify(seen, log.key, key)).stdout)).toEqual([]);
    expect(problemsOf((await verify(late, log.key, key)).stdout)).toEqual([
      expect.stringContaining('2 of the 4 here came later'),
    ]);
    const stranger = witnessKeyOf(newSigner(name));
    expect(problemsOf((await verify(seen, log.key, stranger)).stdout)).toEqual([
      expect.stringContaining('no checkpoint in it is cosigned by'),
    ]);

    const pack = await makePack({
      anchors: async (_, size) => [{ size, witness }],
    });
    const path = cli.write('pack.zip', await zipOf(pack.files));
    const proven = await cli.run([
      ...['verify', path, '--key', pack.key, '--witness', key],
    ]);
    expect(proven.stdout).toContain(
      '\u2714 The witnesses that you name cosigned the ledger',
    );
    expect(proven.stdout).toContain(
      'That everybody is shown the same log rests on auditor.example/w1',
    );
    expect(proven.code).toBe(0);
    const refused = await cli.run([
      ...['verify', path, '--key', pack.key, '--witness', stranger],
    ]);
    expect(refused.stdout).toContain(
      '\u2718 The witnesses that you name cosigned the ledger',
    );
    expect(refused.code).toBe(1);
  });

  it('may come after a pack is closed: evidence from then shows it, and must tell the same', async () => {
    const witness = newSigner(name);
    const pack = await makePack();
    const path = cli.write('closed.zip', await zipOf(pack.files));
    const manifestDigest = digest(pack.files.get(packPaths.manifest)!);
    const packed = (of: string) => ({
      type: 'run.packed',
      subject: runNumber,
      data: { manifestDigest: of },
    });
    const verify = async (
      later: TestLog,
      seen = later.entries.length,
      about = runNumber,
    ) => {
      const anchors = [{ size: seen, witness }];
      const evidence = await later.bundle(about, undefined, anchors);
      const { code, stdout } = await cli.run([
        ...['verify', path, cli.write('later.json', evidence), '--json'],
        ...['--key', pack.key, '--witness', witnessKeyOf(witness)],
      ]);
      const found = JSON.parse(stdout).find(
        (each: object) => 'manifest' in each,
      );
      const failed = found.claims.filter(
        ({ outcome }: { outcome: string }) => outcome === 'fails',
      );
      return {
        code,
        failed: failed.map(({ id }: { id: string }) => id),
        told: JSON.stringify(found),
      };
    };
    const seen = await verify(logAfter(pack, packed(manifestDigest)));
    expect(seen).toMatchObject({ code: 0, failed: [] });
    expect(seen.told).toContain('of 7 entries. (');
    expect(seen.told).toContain('rests on auditor.example/w1');

    const early = await verify(logAfter(pack, packed(manifestDigest)), 3);
    expect(early).toMatchObject({ code: 1, failed: ['witnessed'] });
    expect(early.told).toContain(
      `download the evidence of ${runNumber} and give it beside the pack`,
    );
    // Of another run, or of a log that nobody trusts, it shows nothing.
    const other = { type: 'note.opened', subject: 'NTE1', data: {} };
    const about = logAfter(pack, packed(manifestDigest), other);
    expect((await verify(about, 8, 'NTE1')).failed).toEqual(['witnessed']);
    const forged = new TestLog([...pack.log.entries], pack.log.origin);
    expect((await verify(forged)).failed).toEqual(['witnessed']);

    // Two stories by the same key.
    const repacked = await verify(logAfter(pack, packed(digest('other'))));
    expect(repacked.failed).toContain('ledger');
    expect(repacked.told).toContain('The run was packed with the manifest');
    const retold = new TestLog(
      pack.log.entries.map((entry, i) =>
        i === 2 ? { ...entry, occurredAt: '2026-10-01T07:00:00.000Z' } : entry,
      ),
      pack.log.origin,
      pack.log.signer,
    );
    const fork = await verify(retold);
    expect(fork.failed).toContain('ledger');
    expect(fork.told).toContain('entry 2 of the log is not the same in both');
  });
});
