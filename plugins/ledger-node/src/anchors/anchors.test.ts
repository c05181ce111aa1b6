import { createServer, type Server } from 'http';
import type { AddressInfo } from 'net';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  cosignCheckpoint,
  formatWitnessKey,
  judgeCheckpoint,
  parseAddCheckpoint,
  parseVerifierKey,
  TreeHasher,
  utf8,
  verifyBundle,
  witnessKey,
  type Bundle,
} from '@countersign/plugin-ledger-common';
import { newSigner } from '@countersign/plugin-ledger-common/testUtils';
import {
  parseCertificates,
  verifyTimeStamps,
} from '@countersign/plugin-ledger-common/timeStamps';
import type { Knex } from 'knex';
import {
  entry,
  makeSigner,
  openLedger,
  SUBJECT,
} from '../__testUtils__/ledgers';
import { TestAuthority } from '../__testUtils__/authority';
import { AnchorSettings } from './settings';

jest.setTimeout(120_000);

/** A witness in memory, by the same judge as `countersign witness`. */
class TestWitness {
  readonly #signer = newSigner('auditor.example/w1');
  readonly key = witnessKey(this.#signer.name, this.#signer.publicKey);
  readonly text = formatWitnessKey(this.key);
  logKeys: string[] = [];
  asked = 0;
  #last?: string;
  #server?: Server;

  /** What it answers to the body of add-checkpoint. */
  async answer(body: string): Promise<{ status: number; body: string }> {
    this.asked += 1;
    const request = parseAddCheckpoint(body);
    const judgment = judgeCheckpoint(request, {
      logKeys: this.logKeys.map(parseVerifierKey),
      lastOf: () => this.#last,
      hasher: new TreeHasher(),
    });
    if (!judgment.cosign) {
      const size = this.#last?.split('\n')[1] ?? '0';
      return judgment.code === 'other-size'
        ? { status: 409, body: `${size}\n` }
        : { status: 422, body: judgment.message };
    }
    this.#last = request.checkpoint;
    return {
      status: 200,
      body: await cosignCheckpoint(judgment.text, this.#signer, new Date()),
    };
  }

  async start(): Promise<string> {
    this.#server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      const { status, body } = await this.answer(
        Buffer.concat(pieces).toString('utf8'),
      );
      response.writeHead(status, {
        'content-type': status === 409 ? 'text/x.tlog.size' : 'text/plain',
      });
      response.end(body);
    });
    await new Promise<void>(done => {
      this.#server!.listen(0, '127.0.0.1', done);
    });
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop() {
    await new Promise(done => {
      if (this.#server) this.#server.close(done);
      else done(undefined);
    });
  }
}

describe('those who vouch for a ledger', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const signer = makeSigner();
  const authority = new TestAuthority();
  const witness = new TestWitness();
  const trusted = parseCertificates(authority.pem('root'));
  let url: string;
  beforeAll(async () => {
    await authority.start();
    url = await witness.start();
  });
  afterAll(() => Promise.all([authority.stop(), witness.stop()]));

  const settings = (): AnchorSettings => ({
    witnesses: [{ key: witness.key, text: witness.text, url }],
    timeStamping: { url: authority.url, certificates: trusted },
    everyMinutes: 60,
  });

  it('are part of each bundle, and say from when on every entry was in the log', async () => {
    const knex = await databases.init('POSTGRES_18');
    const ledger = await openLedger(knex, signer, undefined, settings());
    witness.logKeys = ledger.verifierKeys();
    const append = (n: number) =>
      knex.transaction(trx => ledger.append(trx, entry(n)));
    const verify = (file: string) =>
      verifyBundle(utf8(file), {
        trustedKeys: ledger.verifierKeys(),
        witnessKeys: [witness.text],
      });

    await append(1);
    expect(verify(await ledger.exportSubject(SUBJECT)).problems).toMatchObject([
      { code: 'witness', message: expect.stringContaining('no checkpoint') },
    ]);
    await ledger.anchor();
    const first = await verifyTimeStamps(
      verify(await ledger.exportSubject(SUBJECT)),
      trusted,
    );
    expect(first).toMatchObject({ ok: true, problems: [] });
    expect(first.proven?.times).toMatchObject([
      { authority: 'Test tsa', treeSize: 1, coversAll: true },
    ]);
    expect(first.limits.join('\n')).toMatch(
      /only that every entry was in the log at .* by the clock of/,
    );

    // What came later is named as such, until they are asked again.
    await append(2);
    const later = await verifyTimeStamps(
      verify(await ledger.exportSubject(SUBJECT)),
      trusted,
    );
    expect(later.problems).toMatchObject([
      {
        code: 'witness',
        message: expect.stringContaining('1 of the 2 here came later'),
      },
      { code: 'time-stamp' },
    ]);
    await ledger.anchor();
    const asked = witness.asked;
    await ledger.anchor();
    expect(witness.asked).toBe(asked);
    const bundle = await ledger.exportSubject(SUBJECT);
    expect(verify(bundle).ok).toBe(true);

    // An anchor of another log, or one that was bent, vouches for nothing.
    const bent: Bundle = JSON.parse(bundle);
    bent.anchors![0].checkpoint = bent.anchors![0].checkpoint.replace(
      /\n2\n/,
      '\n1\n',
    );
    expect(verify(`${JSON.stringify(bent)}\n`).ok).toBe(false);
    // What was kept stays.
    for (const table of ['ledger_cosignatures', 'ledger_time_stamps']) {
      await expect(knex(table).delete()).rejects.toThrow('append-only');
    }
  });

  it('see a log that was restored from an older copy, and do not vouch for it', async () => {
    const [knex, copy] = [
      await databases.init('POSTGRES_18'),
      await databases.init('POSTGRES_18'),
    ];
    const watcher = new TestWitness();
    const own: AnchorSettings = {
      witnesses: [{ key: watcher.key, text: watcher.text }],
      everyMinutes: 60,
    };
    const ledger = await openLedger(knex, signer, undefined, own);
    watcher.logKeys = ledger.verifierKeys();
    const fill = (to: Knex, log: typeof ledger, ns: number[]) =>
      ns.reduce<Promise<unknown>>(
        (before, n) =>
          before.then(() => to.transaction(trx => log.append(trx, entry(n)))),
        Promise.resolve(),
      );
    await fill(knex, ledger, [1, 2, 3]);
    const visit = async (log: typeof ledger, from: number) => {
      const growth = await log.growthSince(from);
      return { growth, ...(await watcher.answer(growth)) };
    };
    const { body } = await visit(ledger, 0);
    expect(await ledger.addCosignatures(3, body)).toMatchObject({
      size: 3,
      cosignatures: [{ witness: watcher.text }],
    });
    // Brought again it is the same; brought for another size, or by nobody that is known, it is refused.
    await ledger.addCosignatures(3, body);
    await expect(ledger.addCosignatures(2, body)).rejects.toThrow(
      'has signed no checkpoint of 2 entries',
    );
    const stranger = new TestWitness();
    stranger.logKeys = ledger.verifierKeys();
    const foreign = await stranger.answer(await ledger.growthSince(0));
    await expect(ledger.addCosignatures(3, foreign.body)).rejects.toThrow(
      'None of these is by a witness that the portal knows',
    );

    const restored = await openLedger(copy, signer, undefined, own);
    await fill(copy, restored, [1, 2]);
    expect((await visit(restored, 3)).body).toContain('it shrank');
    await fill(copy, restored, [4, 5]);
    expect((await visit(restored, 3)).body).toContain('was rewritten');
  });

  it('hold up nobody when they are away, slow of mind, or wrong', async () => {
    const knex = await databases.init('POSTGRES_18');
    const warnings: string[] = [];
    const ledger = await openLedger(
      knex,
      signer,
      'example.com/other',
      settings(),
      message => warnings.push(message),
    );
    await knex.transaction(trx => ledger.append(trx, entry(1)));
    // The witness was told of no key of this log; the authority answers a web page.
    authority.answer = () => ({ status: 200, body: utf8('<html>') });
    await ledger.anchor();
    authority.answer = undefined;
    const told = warnings.filter(each => each.includes('did not vouch'));
    expect(told.sort()).toEqual([
      expect.stringMatching(
        /^The time stamping authority .* did not vouch for the ledger at 1 entries: the answer is no RFC 3161 response$/,
      ),
      expect.stringMatching(
        /^The witness auditor.example\/w1 did not vouch .* it answers 422: No key of the log/,
      ),
    ]);
    const file = await ledger.exportSubject(SUBJECT);
    expect(
      verifyBundle(utf8(file), { trustedKeys: ledger.verifierKeys() }).ok,
    ).toBe(true);
    await ledger.anchor();
    expect(
      JSON.parse(await ledger.exportSubject(SUBJECT)).anchors,
    ).toHaveLength(1);
  });
});
