import {
  digestOf,
  digestOfBytes,
  utf8,
} from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { dashboardAnswerSchema, DashboardQuery } from './model';

/** The type of an in-toto statement, version 1. */
const STATEMENT = 'https://in-toto.io/Statement/v1';
/** What an exported dashboard says of its subjects. */
export const DASHBOARD_PREDICATE =
  'https://countersign.dev/governance-dashboard/v1';
/** The subject that is the figures themselves: its digest is that of their canonical JSON. */
const FIGURES = 'figures';

const text = z.string().max(2000);
const digest = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** A tile with its figures, or why there are none. */
export const exportedTileSchema = z.object({
  id: text,
  area: text,
  answer: dashboardAnswerSchema.optional(),
  /** Why it did not answer. */
  problem: text.optional(),
});
/** See {@link exportedTileSchema}. */
export type ExportedTile = z.output<typeof exportedTileSchema>;

/**
 * A dashboard as it was exported: an in-toto statement whose subjects are the figures and each piece of evidence, which is in
 * it too, so that one file is enough. Nobody signs it: what proves a figure is the evidence, by its own signatures.
 */
export const dashboardExportSchema = z.object({
  _type: z.literal(STATEMENT),
  subject: z.array(z.object({ name: text, digest })).min(1),
  predicateType: z.literal(DASHBOARD_PREDICATE),
  predicate: z.object({
    exportedAt: text,
    query: z.object({
      previousFrom: text,
      from: text,
      to: text,
      team: z.array(text).optional(),
      system: z.array(text).optional(),
    }),
    tiles: z.array(exportedTileSchema),
    /**
     * By tile, the figures whose every record is in the evidence. Of the others it has some records, which belong to figures beside
     * them: nothing follows from those.
     */
    covered: z.record(text, z.array(text)).optional(),
    /** The exact text of each piece of evidence, by the name of its subject. */
    evidence: z.record(text, z.string()),
  }),
});
/** See {@link dashboardExportSchema}. */
export type DashboardExport = z.output<typeof dashboardExportSchema>;

/** Whether a document says that it is an exported dashboard, however broken. */
export function looksLikeDashboard(content: unknown): boolean {
  const { predicateType } = Object(content) as { predicateType?: unknown };
  return predicateType === DASHBOARD_PREDICATE;
}

/** Puts figures and their evidence into one file. */
export function exportDashboard(dashboard: {
  exportedAt: string;
  query: DashboardQuery;
  tiles: ExportedTile[];
  covered?: Record<string, string[]>;
  /** By file name. */
  evidence: Record<string, string>;
}): DashboardExport {
  const { tiles, evidence } = dashboard;
  return dashboardExportSchema.parse({
    _type: STATEMENT,
    subject: [
      { name: FIGURES, digest: { sha256: hexOf(digestOf(plain(tiles))) } },
      ...Object.entries(evidence).map(([name, content]) => ({
        name,
        digest: { sha256: hexOf(digestOfBytes(utf8(content))) },
      })),
    ],
    predicateType: DASHBOARD_PREDICATE,
    predicate: plain(dashboard),
  });
}

/** Subjects whose content is another than their digest says, or is missing. */
export function brokenSubjects({
  subject,
  predicate: { tiles, evidence },
}: DashboardExport): string[] {
  const known = new Map<string, string>([
    [FIGURES, hexOf(digestOf(plain(tiles)))],
    ...Object.entries(evidence).map(([name, content]): [string, string] => [
      name,
      hexOf(digestOfBytes(utf8(content))),
    ]),
  ]);
  const named = new Map(
    subject.map(({ name, digest: { sha256 } }) => [name, sha256]),
  );
  const names = new Set([...known.keys(), ...named.keys()]);
  return [...names].filter(name => known.get(name) !== named.get(name));
}

/** As JSON has it: without what is undefined. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function hexOf(of: string): string {
  return of.slice('sha256:'.length);
}
