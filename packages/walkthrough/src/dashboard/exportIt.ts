import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  DashboardExport,
  exportDashboard,
} from '@countersign/plugin-governance-common';
import { FigureStatement } from '@countersign/plugin-incident-management-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { Stage } from '../Stage';
import { Trouble } from '../Trouble';
import { ninetyDays, reader, ReadTile } from './MondayPage';

/** The auditor takes the page away with its proof, one offline command proves it, and finds a figure that was improved. */
export async function exportIt(
  stage: Stage,
  query: ReturnType<typeof ninetyDays>,
  read: readonly ReadTile[],
): Promise<void> {
  const { report, portal, cli } = stage;
  report.heading('The auditor exports the page with its proof');
  const evidence: Record<string, string> = {};
  for (const [from, to] of [
    [query.from, query.to],
    [query.previousFrom, query.from],
  ]) {
    const { status, body } = await portal.call<FigureStatement>(
      reader,
      'POST',
      '/incident-management/statements',
      { from, to },
    );
    if (status !== 201) {
      throw new Trouble(`The portal answered ${status} to the statement`);
    }
    const { bytes } = await portal.call(
      reader,
      'GET',
      `/incident-management/statements/${body.id}/evidence`,
    );
    evidence[`figures-${body.id}.evidence.json`] = new TextDecoder().decode(
      bytes,
    );
  }
  const exported = exportDashboard({
    exportedAt: new Date().toISOString(),
    query,
    tiles: read.map(({ id, area, answer }) => ({ id, area, answer })),
    evidence,
  });
  const { body: ledger } = await portal.call<LedgerStatus>(
    reader,
    'GET',
    '/incident-management/ledger',
  );
  // Left there, for whoever wants to repeat the command.
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-dashboard-'));
  const verify = (name: string, content: DashboardExport) => {
    const file = path.join(folder, name);
    writeFileSync(file, JSON.stringify(content));
    return {
      file,
      ...cli.run([
        ...['verify', file],
        ...ledger.verifierKeys.flatMap(key => ['--key', key]),
      ]),
    };
  };
  const honest = verify('monday.dashboard.json', exported);
  report.say(honest.out.split('\n\n')[0]);
  report.expect(
    'one offline command works out again what can be, and says what is only stated',
    honest.code === 0,
    `countersign verify ${honest.file}`,
  );
  const forged = verify('improved.dashboard.json', improved(exported));
  report.expect(
    'a figure that was improved is found, though its digests were made anew',
    forged.code === 1 && forged.out.includes('Worked out again, it is'),
  );
}

/** Half of the incidents never were. */
function improved({
  predicate: { exportedAt, query, tiles, evidence },
}: DashboardExport): DashboardExport {
  return exportDashboard({
    ...{ exportedAt, query, evidence },
    tiles: tiles.map(tile => ({
      ...tile,
      ...(tile.answer && {
        answer: {
          ...tile.answer,
          figures: tile.answer.figures.map(figure =>
            figure.id === 'started'
              ? { ...figure, value: (figure.value ?? 0) - 1 }
              : figure,
          ),
        },
      }),
    })),
  });
}
