import fc from 'fast-check';
import {
  log,
  Log,
  numberedLog,
  origin,
  problemsOf,
  signer,
  trustedKeys,
  vkey,
} from '../__testUtils__/log';
import { utf8, utf8Text } from '../bytes';
import { formatCheckpoint } from '../note/checkpoint';
import { signNote } from '../note/signedNote';
import { newSigner } from '../testUtils';
import { bundlesFile, bundlesIn } from './bundlesIn';
import { bundleFile, type Bundle } from './schema';
import { signBundle } from './signBundle';
import { verifyBundle } from './verifyBundle';

const mine = [1, 4, 7, 10, 13, 16, 19];

describe('verifyBundle', () => {
  it('proves the entries of a subject', async () => {
    const file = await signBundle(
      await log.unsigned(log.subject(mine), 5),
      signer,
    );
    const result = verifyBundle(utf8(file), { trustedKeys });
    expect(result).toMatchObject({
      ok: true,
      problems: [],
      proven: {
        origin,
        contents: { kind: 'subject', subject: 'CHG0000001' },
        treeSize: 20,
        checkpointSignedAt: '2026-01-31T00:00:00.000Z',
        exportedAt: '2026-02-01T00:00:00.000Z',
        completeness: { kind: 'none' },
        consistentWith: { treeSize: 5 },
        signatures: [
          { of: 'bundle', key: trustedKeys[0], trusted: true },
          { of: 'checkpoint', key: trustedKeys[0], trusted: true },
          { of: 'older checkpoint', key: trustedKeys[0], trusted: true },
        ],
      },
    });
    expect(result.proven?.entries.map(({ index }) => index)).toEqual(mine);
    expect(result.proven?.entries[0].entry.data).toEqual({
      comment: '日本 "ok"',
      n: 1,
    });
    expect(result.limits.join(' ')).toContain(
      'no entry about CHG0000001 was withheld',
    );
  });

  it('proves the entries of several subjects, each as complete as it is', async () => {
    const bundled = numberedLog.subjects([1, 3, 4], 'CHG0000001', 'CHG0003');
    const file = await signBundle(await log.unsigned(bundled), signer);
    // It is signed over another log: the entries are of none.
    expect(verifyBundle(utf8(file), { trustedKeys }).ok).toBe(false);
    const { ok, proven, limits } = verifyBundle(
      utf8(await signBundle(await numberedLog.unsigned(bundled), signer)),
      { trustedKeys },
    );
    expect(ok).toBe(true);
    expect(proven).toMatchObject({
      contents: {
        kind: 'subjects',
        subjects: [{ subject: 'CHG0000001' }, { subject: 'CHG0003' }],
      },
      completeness: {
        kind: 'each',
        of: [
          { subject: 'CHG0000001', kind: 'numbered', first: 1, last: 2 },
          { subject: 'CHG0003', kind: 'none' },
        ],
      },
    });
    expect(limits.join(' ')).toContain(
      'no entry about CHG0000001 after number 2',
    );
    expect(limits.join(' ')).toContain('no entry about CHG0003 was withheld');
  });

  it.each([
    ['of another subject', [1, 3], ['CHG0000001'], 'entries[1]'],
    ['out of order', [4, 1], ['CHG0000001', 'CHG0003'], 'entries[1]'],
    ['with a gap', [1, 7], ['CHG0000001', 'CHG0003'], 'entries'],
  ])(
    'refuses entries of several subjects %s',
    async (_, indices, subjects, where) => {
      const { ok, problems } = verifyBundle(
        utf8(
          await signBundle(
            await numberedLog.unsigned(
              numberedLog.subjects(indices, ...subjects),
            ),
            signer,
          ),
        ),
        { trustedKeys },
      );
      expect(ok).toBe(false);
      expect(problems.map(each => each.where).join()).toContain(where);
    },
  );

  it('proves any range of any log, and says when it is whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(19),
        fc.nat(20),
        async (size, a, b) => {
          const small = new Log(log.leaves.slice(0, size));
          const first = Math.min(a, b, size - 1);
          const end = Math.min(Math.max(a, b, first + 1), size);
          const file = await signBundle(
            await small.unsigned(small.range(first, end)),
            signer,
          );
          const { ok, proven } = verifyBundle(utf8(file), { trustedKeys });
          expect(ok).toBe(true);
          expect(proven?.entries).toHaveLength(end - first);
          expect(proven?.completeness).toEqual(
            first === 0 && end === size
              ? { kind: 'whole-log' }
              : { kind: 'contiguous', first, last: end - 1 },
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(['subject', 'subjects', 'range'] as const)(
    'detects any flipped bit in the file of a %s',
    async kind => {
      const contents = {
        subject: log.subject([1, 4]),
        subjects: log.subjects([1, 3], 'CHG0000001', 'CHG0003'),
        range: log.range(3, 7),
      }[kind];
      const bytes = utf8(
        await signBundle(await log.unsigned(contents, 5), signer),
      );
      expect(verifyBundle(bytes, { trustedKeys }).ok).toBe(true);
      fc.assert(
        fc.property(fc.nat(bytes.length * 8 - 1), bit => {
          const flipped = Uint8Array.from(bytes);
          flipped[Math.floor(bit / 8)] ^= 2 ** (bit % 8);
          const { ok, problems } = verifyBundle(flipped, { trustedKeys });
          expect(ok).toBe(false);
          expect(problems.some(({ code }) => code !== 'untrusted-key')).toBe(
            true,
          );
        }),
        { numRuns: 1500 },
      );
    },
  );

  it('detects reformatting, trailing text, a byte order mark and truncation', async () => {
    const file = await signBundle(await log.unsigned(log.subject([1])), signer);
    const value: unknown = JSON.parse(file);
    for (const changed of [
      JSON.stringify(value, null, 2),
      file.trimEnd(),
      `${file}\n`,
      `\ufeff${file}`,
      file.replace('\n', '\r\n'),
      file.slice(0, 200),
      file.replace('{', '{"origin":"x",'),
      '',
      'null',
    ]) {
      expect(verifyBundle(utf8(changed), { trustedKeys }).ok).toBe(false);
    }
    expect(
      verifyBundle(Uint8Array.of(0xff, 0xfe), { trustedKeys }).problems,
    ).toMatchObject([{ code: 'format' }]);
  });

  it('may stand beside others in one file, each to its last byte', async () => {
    const files = await Promise.all(
      [[1], [4, 7], mine].map(async indices =>
        utf8(
          await signBundle(await log.unsigned(log.subject(indices)), signer),
        ),
      ),
    );
    const together = bundlesIn(bundlesFile(files));
    expect(together.map(utf8Text)).toEqual(files.map(utf8Text));
    for (const each of together) {
      expect(verifyBundle(each, { trustedKeys }).ok).toBe(true);
    }
    expect(bundlesIn(files[0])).toEqual([files[0]]);
    // Whatever is not one bundle a line is looked at as a whole, and is none.
    for (const odd of [
      utf8(`${utf8Text(files[0])}and more\n`),
      utf8(utf8Text(bundlesFile(files)).slice(0, -1)),
      utf8('{\n}\n'),
      Uint8Array.of(0x7b, 0xff, 0x7d, 0x0a, 0x7b, 0x7d, 0x0a),
    ]) {
      expect(bundlesIn(odd)).toEqual([odd]);
    }
  });

  it('says what holds but is signed by a stranger, and trusts nobody of itself', async () => {
    const stranger = newSigner(origin);
    const file = await signBundle(
      await log.unsigned(log.subject([1]), undefined, stranger),
      stranger,
    );
    const result = verifyBundle(utf8(file), { trustedKeys });
    expect(result.ok).toBe(false);
    expect(result.problems).toMatchObject([
      { code: 'untrusted-key', where: 'signature' },
      { code: 'untrusted-key', where: 'checkpoint' },
    ]);
    expect(result.proven?.signatures).toMatchObject([
      { trusted: false },
      { trusted: false },
    ]);
  });

  it('lets the key of one log vouch for no other', async () => {
    const other = newSigner('example.com/other');
    const file = await signBundle(await log.unsigned(log.subject([1])), other);
    expect(
      verifyBundle(utf8(file), { trustedKeys: [...trustedKeys, vkey(other)] }),
    ).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
  });

  it('accepts a checkpoint signed by a retired key that is still trusted', async () => {
    const successor = newSigner(origin);
    const bundle = await log.unsigned(log.subject([1]));
    const file = await signBundle(
      { ...bundle, verifierKeys: [vkey(successor), vkey(signer)] },
      successor,
    );
    expect(
      verifyBundle(utf8(file), {
        trustedKeys: [vkey(successor), ...trustedKeys],
      }).ok,
    ).toBe(true);
  });

  it('finds what even the key holder cannot make true, and names each place', async () => {
    const subject = log.subject([1, 4, 7]);
    const [a, b, c] = subject.entries;
    const forged = async (contents: Bundle['contents']) =>
      problemsOf(await signBundle(await log.unsigned(contents), signer));

    expect(
      await forged({
        ...subject,
        entries: [a, { ...b, leaf: b.leaf.replace('ok', 'ko') }, c],
      }),
    ).toEqual(['proof contents.entries[1].proof']);
    expect(await forged({ ...subject, entries: [a, c, b] })).toEqual([
      'entry contents.entries[2]',
    ]);
    expect(await forged({ ...subject, entries: [a, a] })).toEqual([
      'entry contents.entries[1]',
    ]);
    expect(await forged({ ...subject, entries: [a, log.entry(5)] })).toEqual([
      'entry contents.entries[1]',
    ]);
    expect(
      await forged({ ...subject, since: '2026-01-01T00:00:02.000Z' }),
    ).toEqual(['entry contents.entries[0]']);
    expect(
      await forged({ ...subject, entries: [{ ...a, leaf: '{}' }] }),
    ).toEqual(['entry contents.entries[0]', 'proof contents.entries[0].proof']);
    const range = log.range(3, 7);
    expect(await forged({ ...range, first: 4 })).toEqual(['proof contents']);
    expect(await forged({ ...range, leaves: range.leaves.slice(1) })).toEqual([
      'proof contents',
    ]);
    expect(await forged({ ...range, first: 1e9, left: [] })).toEqual([
      'proof contents',
    ]);
  });

  it('refuses a checkpoint of another log and a bundle note used as one', async () => {
    const bundle = await log.unsigned(log.subject([1]));
    const elsewhere = await signNote(
      formatCheckpoint({
        origin: 'example.com/other',
        size: 20,
        root: new Uint8Array(32),
      }),
      signer,
    );
    expect(
      problemsOf(
        await signBundle({ ...bundle, checkpoint: elsewhere }, signer),
      ),
    ).toEqual(['checkpoint checkpoint']);
    const parsed: Bundle = JSON.parse(await signBundle(bundle, signer));
    expect(
      problemsOf(
        await signBundle({ ...bundle, checkpoint: parsed.signature }, signer),
      ),
    ).toEqual(['checkpoint checkpoint']);
    expect(
      problemsOf(bundleFile({ ...parsed, signature: parsed.checkpoint })),
    ).toEqual(['signature signature']);
  });

  it('refuses two signatures, of which one could change unnoticed', async () => {
    const parsed: Bundle = JSON.parse(
      await signBundle(await log.unsigned(log.subject([1])), signer),
    );
    const signature = `${parsed.signature}\u2014 somebody.else AAAAAAAA\n`;
    expect(problemsOf(bundleFile({ ...parsed, signature }))).toEqual([
      'signature signature',
    ]);
  });

  describe('completeness of a numbered subject', () => {
    it('is shown up to the last number', async () => {
      const file = await signBundle(
        await numberedLog.unsigned(numberedLog.subject(mine)),
        signer,
      );
      const { ok, proven, limits } = verifyBundle(utf8(file), { trustedKeys });
      expect(ok).toBe(true);
      expect(proven?.completeness).toEqual({
        kind: 'numbered',
        first: 1,
        last: 7,
      });
      expect(limits.join(' ')).toContain(
        'no entry about CHG0000001 after number 7',
      );
    });

    it('exposes any entry that was left out in between', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 5 }), async left => {
          const some = mine.filter((_, i) => i !== left);
          const file = await signBundle(
            await numberedLog.unsigned(numberedLog.subject(some)),
            signer,
          );
          expect(problemsOf(file)).toEqual(['entry contents.entries']);
        }),
        { numRuns: 5 },
      );
    });
  });

  it('throws for a trusted key that is none', () => {
    expect(() =>
      verifyBundle(utf8('{}'), { trustedKeys: ['nonsense'] }),
    ).toThrow('not a verifier key');
  });
});

describe('the bundle file', () => {
  it('is UTF-8 text that ends in a newline', async () => {
    const file = await signBundle(await log.unsigned(log.subject([1])), signer);
    expect(utf8Text(utf8(file))).toBe(file);
    expect(file.endsWith('}\n')).toBe(true);
  });
});
