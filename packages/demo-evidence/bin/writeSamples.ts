/* Writes what the demo systems answer to a report, one file a source, for `countersign report try` and for measuring. */
import { createWriteStream } from 'fs';
import { mkdir } from 'fs/promises';
import path from 'path';
import { parseArgs } from 'util';
import {
  endingOf,
  readParameters,
} from '@countersign/plugin-compliance-evidence-common';
import { DemoSource, systems } from '../src';
import { readAsk } from '../src/ask';
import { USUAL_ROWS } from '../src/demoKind';
import { readReportFolder } from '../src/reportFolder';

const USAGE =
  'writeSamples <folder of a report> <period, such as 2026Q3> <folder to write to> [--rows 40000] [--seed larkspur]';
async function main() {
  const { positionals, values: flags } = parseArgs({
    allowPositionals: true,
    options: { rows: { type: 'string' }, seed: { type: 'string' } },
  });
  const [folder, periodText, out] = positionals;
  const rows = Number(flags.rows ?? USUAL_ROWS);
  if (!out || !Number.isInteger(rows) || rows < 1) throw new Error(USAGE);
  const { definition } = readReportFolder(folder);
  const [period] = definition.spec.parameters.filter(({ type }) =>
    ['quarter', 'month', 'day'].includes(type),
  );
  if (!period) throw new Error(`${folder} is about no period`);
  const read = readParameters(definition, { [period.name]: periodText });
  const wrong = read.problems.find(({ name }) => name === period.name);
  if (wrong || !read.period) {
    throw new Error(`The ${period.name} ${wrong?.message ?? 'is missing'}`);
  }
  await mkdir(out, { recursive: true });
  let total = 0;
  for (const source of definition.spec.sources) {
    const system = systems[source.source];
    if (!system) throw new Error(`There is no demo system ${source.source}`);
    const query = {
      ...source.query,
      parameters: {
        ...read.values,
        period_start: read.period.start,
        period_end: read.period.end,
      },
    };
    const ending = endingOf(readAsk(system, query).collection.format);
    const file = createWriteStream(path.join(out, `${source.name}.${ending}`));
    const demo = new DemoSource(system, {
      rows,
      seed: flags.seed ?? 'larkspur',
    });
    const { completeness } = await demo.snapshot(
      {
        query,
        columns: source.columns,
        signal: new AbortController().signal,
      },
      chunk =>
        new Promise((resolve, reject) => {
          file.write(chunk, error => (error ? reject(error) : resolve()));
        }),
    );
    await new Promise(resolve => {
      file.end(resolve);
    });
    total += completeness.stated ?? 0;
    process.stdout.write(`${source.name}: ${completeness.stated} records\n`);
  }
  process.stdout.write(`${total} records in ${out}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
