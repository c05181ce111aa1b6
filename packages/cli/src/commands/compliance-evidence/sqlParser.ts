import { ParseSql } from '@countersign/plugin-compliance-evidence-common';

/** PostgreSQL's own parser; loaded only where a query is looked at. */
export async function sqlParser(): Promise<ParseSql> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return parseSync;
}
