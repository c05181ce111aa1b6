import { ApiHolder } from '@backstage/frontend-plugin-api';
import {
  DashboardAnswer,
  DashboardQuery,
  ExportedTile,
  exportDashboard,
} from '@countersign/plugin-governance-common';
import {
  DashboardTile,
  readRefusal,
} from '@countersign/plugin-governance-react';

/**
 * Asks every tile anew, brings the evidence of those that have some, and puts all of it into one file for
 * `countersign verify`. A tile that does not answer is in it with the reason; evidence that cannot be had fails the export,
 * so that nobody takes a file without it for one with it.
 */
export async function exportFigures(options: {
  apis: ApiHolder;
  tiles: readonly DashboardTile[];
  query: DashboardQuery;
  exportedAt: string;
}): Promise<Uint8Array> {
  const { apis, tiles, query, exportedAt } = options;
  const { signal } = new AbortController();
  const request = { apis, query, signal };
  const answers = await Promise.all(
    tiles.map(tile =>
      tile.load(request).then(
        (answer): { answer: DashboardAnswer } => ({ answer }),
        (error): { problem: string } => ({
          problem: readRefusal(error).message,
        }),
      ),
    ),
  );
  const evidence: Record<string, string> = {};
  const covered: Record<string, string[]> = {};
  const exported: ExportedTile[] = [];
  for (const [i, tile] of tiles.entries()) {
    const told = answers[i];
    exported.push({ id: tile.id, area: tile.area, ...told });
    if ('answer' in told && tile.prove) {
      const { answer } = told;
      const proof = await tile.prove({ ...request, answer });
      covered[tile.id] = proof.covered;
      for (const [name, bytes] of Object.entries(proof.evidence)) {
        evidence[name] = new TextDecoder().decode(bytes);
      }
    }
  }
  const file = exportDashboard({
    exportedAt,
    query,
    tiles: exported,
    covered,
    evidence,
  });
  return new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
}
