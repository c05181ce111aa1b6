import {
  Brought,
  ImportedClient,
  ImportKind,
  importOutcomes,
} from '@countersign/plugin-governance-common';
import { ImportMapping } from '@countersign/plugin-governance-common/imports';
import { Command } from 'commander';
import { exitCodes } from '../../output/failure';
import { print, printJson } from '../../output/print';
import { ask } from '../../portal/ask';
import {
  connect,
  PortalOptions,
  withPortalOptions,
} from '../../portal/connection';
import { Finish } from '../Area';
import {
  ImportFile,
  partsOf,
  readImportFile,
  readMappingFile,
} from './ImportFile';

interface ImportOptions extends PortalOptions {
  mapping: string;
  dryRun?: boolean;
  update?: boolean;
  json?: boolean;
}

type Fate = Brought['records'][number];

/** What became of a file. */
interface FileReport {
  file: string;
  rows: number;
  records: Fate[];
}

/** The plugin that keeps such records. */
const plugins: Record<ImportKind, string> = {
  change: 'change-management',
  incident: 'incident-management',
  problem: 'incident-management',
};

/** What each outcome is called, before it happens and after. */
const words: Record<Fate['outcome'], (dryRun: boolean) => string> = {
  new: dryRun => (dryRun ? 'would be imported' : 'imported'),
  unchanged: () => 'here already, unchanged',
  differs: () => 'here already, and different (--update replaces them)',
  updated: dryRun => (dryRun ? 'would be updated' : 'updated'),
  refused: () => 'refused',
};

/** `countersign import` */
export function addImport(program: Command, finish: Finish): void {
  withPortalOptions(
    program
      .command('import')
      .description(
        'Take changes, incidents or problems over from ServiceNow, Jira Service Management or CSV, marked as imported',
      )
      .argument('<files...>', 'exports of the other system')
      .requiredOption('--mapping <mapping.yaml>', 'how its columns are read')
      .option(
        '--dry-run',
        'say what would become of each row, and write nothing; with no portal named, only the files are checked',
      )
      .option('--update', 'replace what is here already and differs')
      .option('--json', 'print the outcome of each row as JSON'),
  )
    .addHelpText(
      'after',
      `
What is imported is the word of the other system: nobody approved it here, the gate does not know it, and no figure counts
it. Run again, nothing is there twice: a record is known by its system and its number.

Exit codes: 0 every row is here, 1 some rows were refused or differ, 2 it could not be read or asked.

Example:
  $ countersign import --mapping changes.yaml --dry-run change_request.json
  $ countersign import --mapping changes.yaml change_request.json`,
    )
    .action(async (paths: string[], options: ImportOptions) => {
      const mapping = await readMappingFile(options.mapping);
      const files = await Promise.all(
        paths.map(path => readImportFile(path, mapping)),
      );
      const isOffline =
        options.dryRun && !(options.url ?? process.env.COUNTERSIGN_URL);
      const reports: FileReport[] = [];
      const bring = isOffline ? asMapped : await bringer(mapping, options);
      for (const file of files) reports.push(await bring(file));
      if (options.json) {
        printJson({ kind: mapping.kind, system: mapping.system, reports });
      } else {
        print(...linesOf(reports, mapping, options, Boolean(isOffline)));
      }
      const isDone = ({ outcome }: Fate) =>
        outcome !== 'refused' && outcome !== 'differs';
      if (!reports.every(({ records }) => records.every(isDone))) {
        finish(exitCodes.refused);
      }
    });
}

/** What is known of a file before anybody is asked. */
async function asMapped(file: ImportFile): Promise<FileReport> {
  const records = file.records.map(
    ({ row, number: foreignNumber }): Fate => ({
      ...{ row, foreignNumber, outcome: 'new' },
      ...{ differences: [], problems: [] },
    }),
  );
  return reportOf(file, records);
}

async function bringer(
  { kind, system }: ImportMapping,
  options: ImportOptions,
): Promise<(file: ImportFile) => Promise<FileReport>> {
  const portal = await connect(options);
  const client = new ImportedClient(kind, portal.plugin(plugins[kind]));
  return async file => {
    const records: Fate[] = [];
    for (const part of partsOf(file.records)) {
      const brought = await ask(
        client.bring(
          {
            system,
            file: file.origin,
            dryRun: Boolean(options.dryRun),
            update: Boolean(options.update),
            records: part,
          },
          { token: portal.token },
        ),
      );
      records.push(...brought.records);
    }
    return reportOf(file, records);
  };
}

/** With the rows that were refused before the portal saw them. */
function reportOf(file: ImportFile, records: Fate[]): FileReport {
  const refused = new Map<number, Fate>();
  for (const { row, number = '', field, column, message } of file.problems) {
    const fate: Fate = refused.get(row) ?? {
      ...{ row, foreignNumber: number, outcome: 'refused' },
      ...{ differences: [], problems: [] },
    };
    const name = column && column !== field ? `${column} (${field})` : field;
    fate.problems.push({ field: name, message });
    refused.set(row, fate);
  }
  const all = [...records, ...refused.values()].sort((a, b) => a.row - b.row);
  return { file: file.path, rows: all.length, records: all };
}

function linesOf(
  reports: readonly FileReport[],
  { kind, system }: ImportMapping,
  { dryRun }: ImportOptions,
  isOffline: boolean,
): string[] {
  const lines = reports.flatMap(({ file, rows, records }) => [
    `${file}: ${rows} ${rows === 1 ? kind : `${kind}s`} of ${system}`,
    ...importOutcomes.flatMap(outcome => {
      const count = records.filter(each => each.outcome === outcome).length;
      return count ? [`  ${words[outcome](Boolean(dryRun))}  ${count}`] : [];
    }),
    ...records.flatMap(rowLines),
  ]);
  if (!dryRun) return lines;
  return [
    ...lines,
    isOffline
      ? 'Only the files were checked. With --url, the portal says what it has already.'
      : 'Nothing was written. Run it without --dry-run to import.',
  ];
}

/** Of a row that needs somebody's attention. */
function rowLines({
  row,
  foreignNumber,
  outcome,
  differences,
  problems,
}: Fate): string[] {
  const name = foreignNumber ? `, ${foreignNumber}` : '';
  if (outcome === 'refused') {
    return problems.map(
      ({ field, message }) => `  row ${row}${name}: ${field}: ${message}`,
    );
  }
  return outcome === 'differs' || outcome === 'updated'
    ? [`  row ${row}${name}: ${differences.join(', ')}`]
    : [];
}
