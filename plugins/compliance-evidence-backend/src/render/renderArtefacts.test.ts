import { inflateSync } from 'zlib';
import { RenderInput } from '@countersign/plugin-compliance-evidence-common';
import { bytesOf, inputOf, reportNamed } from './__testUtils__/renderInput';
import { oscalSchema } from './__testUtils__/oscalSchema';
import { renderArtefacts } from './renderArtefacts';

const report = reportNamed('sox-access-and-change');
const leaver = {
  cluster: 'ledger',
  application: 'accounts-archive',
  principal: 'aiko.yamada@larkspur.example',
  person: '山田 Zoë',
  team: 'finance',
  role: 'db-admin',
  privileged: 'yes',
  since: '2025-01-01 00:00:00+00',
  left_on: '2026-08-01',
  evidence_id: 'ev-4',
  person_evidence_id: 'ev-2',
};
const given = { 'leavers-with-access': [leaver] };

async function artefactsOf(input: RenderInput) {
  const all = new Map<string, Buffer>();
  for await (const { path, bytes } of renderArtefacts(input)) {
    all.set(path, await bytesOf(bytes));
  }
  return all;
}

/** The streams of a PDF, unpacked. */
function streamsOf(pdf: Buffer): string[] {
  const source = pdf.toString('latin1');
  return [...source.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(
    ([, stream]) => {
      try {
        return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
      } catch {
        return '';
      }
    },
  );
}

/** The letters that embedded fonts of a PDF print, as whoever copies them out gets them. */
function embeddedLetters(pdf: Buffer): string {
  return streamsOf(pdf)
    .filter(stream => stream.includes('begincmap'))
    .flatMap(stream => [...stream.matchAll(/<([0-9a-f]{4,8})>(?= |\n|\])/g)])
    .map(([, hex]) => Buffer.from(hex, 'hex').swap16().toString('utf16le'))
    .join('');
}

/** How many glyphs with an outline the TrueType fonts have that a PDF carries. */
function embeddedOutlines(pdf: Buffer): number {
  return streamsOf(pdf)
    .map(stream => Buffer.from(stream, 'latin1'))
    .filter(({ length }) => length > 12)
    .filter(bytes => [0x00010000, 0x74727565].includes(bytes.readUInt32BE(0)))
    .map(font => {
      const tables = new Map(
        Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
          const at = 12 + 16 * i;
          const [offset, size] = [at + 8, at + 12].map(o =>
            font.readUInt32BE(o),
          );
          const name = font.toString('latin1', at, at + 4);
          return [name, font.subarray(offset, offset + size)];
        }),
      );
      const isLong = tables.get('head')!.readUInt16BE(50) === 1;
      const loca = tables.get('loca')!;
      const ends = Array.from(
        { length: loca.length / (isLong ? 4 : 2) },
        (_, i) =>
          isLong ? loca.readUInt32BE(4 * i) : loca.readUInt16BE(2 * i),
      );
      // The first one stands for letters that the font has not.
      return ends.slice(2).filter((end, i) => end > ends[i + 1]).length;
    })
    .reduce((sum, count) => sum + count, 0);
}

/** The texts of a PDF in its standard fonts, in their order. */
function textOfPdf(pdf: Buffer): string {
  return streamsOf(pdf)
    .flatMap(stream => [...stream.matchAll(/\[(.*?)\] TJ/g)])
    .map(([, shown]) =>
      [...shown.matchAll(/<([0-9a-f]+)>/g)]
        .map(([, hex]) => Buffer.from(hex, 'hex').toString('latin1'))
        .join(''),
    )
    .join('\n');
}

describe('renderings of a run', () => {
  it('are the same bytes for the same results', async () => {
    const [one, other] = [
      await artefactsOf(await inputOf(report, given)),
      await artefactsOf(await inputOf(report, given)),
    ];
    expect([...one.keys()]).toEqual([
      'sox-access-and-change.xlsx',
      'privileged-access.csv',
      ...report.definition.spec.questions.map(
        ({ name }) => `for-people/${name}.csv`,
      ),
      'sox-access-and-change.pdf',
      'findings.json',
      'summary.json',
      'oscal.json',
    ]);
    for (const [path, bytes] of one) {
      expect([path, bytes.equals(other.get(path)!)]).toEqual([path, true]);
    }
  });

  it('tell people first what was found', async () => {
    const all = await artefactsOf(await inputOf(report, given));
    const text = textOfPdf(all.get('sox-access-and-change.pdf')!);
    const found = text.indexOf('1 of the 7 questions about violations');
    expect(found).toBeGreaterThan(0);
    expect(text.indexOf('aiko.yamada')).toBeGreaterThan(found);
    expect(text).not.toContain('could not be printed');
  });

  it('print names of any script that a font has, and say of others where they stand', async () => {
    const people = ['山田 Zoë', 'Дмитрий Ελένη Łukasz', 'ひかり'].map(
      person => ({ ...leaver, person }),
    );
    const printed = async (...rows: (typeof leaver)[]) => {
      const input = await inputOf(report, { 'leavers-with-access': rows });
      return (await artefactsOf(input)).get('sox-access-and-change.pdf')!;
    };
    const pdf = await printed(...people);
    expect(textOfPdf(pdf)).not.toContain('[U+');
    expect(textOfPdf(pdf)).toContain('Zoë');
    for (const letter of '山田ДйλέŁひり') {
      expect([letter, embeddedLetters(pdf).includes(letter)]).toEqual([
        letter,
        true,
      ]);
    }
    // Their shapes are in the document: it looks the same where no such font is installed.
    expect(embeddedOutlines(pdf)).toBeGreaterThanOrEqual(
      new Set('山田ДмитрийΕλένηŁひかり').size,
    );
    // Fonts of ten megabytes are not carried whole.
    expect(pdf.length).toBeLessThan(200_000);

    const text = textOfPdf(await printed({ ...leaver, person: 'علي김\u0E01' }));
    // A narrow column breaks between them.
    expect(text).toMatch(/\[U\+0639\][^]*\[U\+AE40\]\s*\[U\+0E01\]/);
    expect(text).toMatch(/results\/leavers-with-\s*access\.csv has them/);
    expect(text).toContain('and in findings.json');
  });

  it('give each violation with its key, values and evidence as JSON', async () => {
    const all = await artefactsOf(await inputOf(report, given));
    const { run, questions } = JSON.parse(all.get('findings.json')!.toString());
    expect(run.number).toBe('RUN0000042');
    expect(questions.map(({ name }: { name: string }) => name)).toEqual(
      report.definition.spec.questions.map(({ name }) => name),
    );
    const leavers = questions.find(
      ({ name }: { name: string }) => name === 'leavers-with-access',
    );
    expect(leavers.findings).toEqual([
      {
        position: 0,
        key: {
          application: 'accounts-archive',
          principal: 'aiko.yamada@larkspur.example',
          role: 'db-admin',
        },
        values: { ...leaver, entity_ref: null },
        link: expect.stringContaining('leavers-with-access'),
      },
    ]);
    // Rows of a population are no findings.
    expect(questions[0]).not.toHaveProperty('findings');
  });

  it('name each parameter and question for programs that collect evidence', async () => {
    const monthly = reportNamed('governance-monthly');
    const input = await inputOf(monthly, {});
    input.manifest.run.parameters = { month: '2026-10' };
    const all = await artefactsOf(input);
    const summary = JSON.parse(all.get('summary.json')!.toString());
    expect(summary).toMatchObject({
      report: 'governance-monthly',
      month: '2026-10',
      vulnerability_scan: {
        rows: 0,
        file: 'results/vulnerability_scan.csv',
      },
      iam_audit: { answers: 'violations' },
    });
    expect(Object.keys(summary)).toEqual(
      expect.arrayContaining(['change_approvals', 'slo_compliance']),
    );
  });

  it('say of each control whether its questions found something, as OSCAL', async () => {
    const all = await artefactsOf(await inputOf(report, given));
    const { results, 'back-matter': matter } = JSON.parse(
      all.get('oscal.json')!.toString(),
    )['assessment-results'];
    const [{ findings, observations }] = results;
    const states = Object.fromEntries(
      findings.map(
        ({ target }: { target: Record<string, any> }) =>
          [target['target-id'], target.status.state] as const,
      ),
    );
    expect(states).toMatchObject({
      'SOX-ITGC_APD-03': 'not-satisfied',
      'ISO-27001_A.6.5': 'not-satisfied',
      'SOX-ITGC_APD-01': 'satisfied',
    });
    // Nobody looked for violations of it.
    expect(states).not.toHaveProperty('ISO-27001_A.5.9');
    const ids = [...observations, ...findings, ...matter.resources].map(
      ({ uuid }: { uuid: string }) => uuid,
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/);
    }
  });

  it('are OSCAL as NIST defines it, whatever a report is named and asked', async () => {
    const schema = oscalSchema();
    const wrongs = (document: unknown) =>
      (schema.safeParse(document).error?.issues ?? []).map(
        ({ path, message }) => `${path.join('.')}: ${message}`,
      );
    const reports = ['sox-access-and-change', 'governance-monthly'];
    for (const name of reports) {
      const all = await artefactsOf(
        await inputOf(reportNamed(name), name === reports[0] ? given : {}),
      );
      expect(wrongs(JSON.parse(all.get('oscal.json')!.toString()))).toEqual([]);
    }

    const all = await artefactsOf(await inputOf(report, given));
    const broken = JSON.parse(all.get('oscal.json')!.toString());
    const [result] = broken['assessment-results'].results;
    result.findings[0].target.status.state = 'proven';
    result.observations[0].methods = [];
    result.observations[1].collected = 'yesterday';
    expect(wrongs(broken).join('\n')).toMatch(
      /observations\.0\.methods.*\n.*observations\.1\.collected.*\n(?:.*\n)*.*findings\.0\.target\.status\.state/,
    );
  });

  it('never share a name', async () => {
    const [layout] = report.definition.spec.csv!;
    const clashing = {
      ...report,
      definition: {
        ...report.definition,
        spec: {
          ...report.definition.spec,
          csv: [{ ...layout, file: 'findings.json' }],
        },
      },
    };
    await expect(artefactsOf(await inputOf(clashing, {}))).rejects.toThrow(
      'Two renderings have the name findings.json',
    );
  });
});
