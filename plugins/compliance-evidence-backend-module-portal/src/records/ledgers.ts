import { JsonClient } from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { Collection, TokenFor } from './model';

/** How far the ledger of each area is: its signed checkpoint, and the keys to check it with. */
export function ledgers(
  areas: readonly string[],
  clientOf: (pluginId: string) => JsonClient,
  tokenFor: TokenFor,
): Collection {
  return async function* read({ signal, gap }) {
    const records: object[] = [];
    for (const area of areas) {
      try {
        const status = await clientOf(area).get<LedgerStatus>(
          '/ledger',
          {},
          { ...(await tokenFor(area)), signal },
        );
        records.push({ area, ...status });
      } catch (error) {
        if ((error as { statusCode?: number }).statusCode !== 404) throw error;
        gap(`The portal has no ledger of ${area}`);
      }
    }
    yield { records };
  };
}
