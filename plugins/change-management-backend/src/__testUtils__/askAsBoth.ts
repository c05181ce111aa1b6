import {
  askAsBoth as ask,
  Call,
  RawAnswer,
} from '@countersign/plugin-governance-test-utils';
import { people } from './estate';
import { Portal, request } from './portal';

const readings: Call[] = [
  '/changes',
  '/changes?q=receipts',
  '/changes/CHG0000001',
  '/changes/CHG0000001/timeline',
  '/changes/CHG0000001/evidence',
  '/calendar?from=2026-01-01T00:00:00Z&to=2026-01-31T00:00:00Z',
  '/deployments',
  '/ledger',
  '/metrics',
].map(path => ['GET', path]);

const writings: Call[] = [
  ['POST', '/changes', request({ requester: people.dana })],
  ['POST', '/gate', { change: 'CHG0000001', environment: 'production' }],
];

/** Asks what needs the database, to read and to write, as a person and as a pipeline. */
export function askAsBoth(
  { baseUrl }: Pick<Portal, 'baseUrl'>,
  kind: 'read and write' | 'write',
): Promise<RawAnswer[]> {
  return ask(
    { pluginId: 'change-management', baseUrl, person: people.dana },
    kind === 'write' ? writings : [...readings, ...writings],
  );
}
