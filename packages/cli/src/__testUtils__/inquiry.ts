import {
  INQUIRY_FORMAT,
  InquiryDocument,
  InquiryEntryData,
  packPaths,
} from '@countersign/plugin-compliance-evidence-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { TestAnchor, TestLog } from './log';
import { digest, TestPack } from './pack';

const number = 'INQ0000007';

/** What came after the pack in the log of its portal. */
export function logAfter(
  { log }: TestPack,
  ...later: Pick<LedgerEntry, 'type' | 'subject' | 'data'>[]
): TestLog {
  const entries = later.map((entry, i) => ({
    ...entry,
    id: `55555555-5555-4555-8555-${String(i).padStart(12, '0')}`,
    actor: 'user:default/aud',
    occurredAt: '2026-11-01T00:00:00.000Z',
  }));
  return new TestLog([...log.entries, ...entries], log.origin, log.signer);
}

/**
 * Who was given access, as an auditor asked it of the run of a pack afterwards.
 *
 * @param lie - The result that was kept, where it is not what the data say.
 */
export async function makeInquiry(
  pack: TestPack,
  {
    result = 'member\nben\ncem\n"Åsa, 日本"\n',
    anchors,
  }: {
    result?: string;
    anchors?: (size: number) => TestAnchor[];
  } = {},
): Promise<InquiryDocument> {
  const { run, rows } = pack.manifest;
  const data: InquiryEntryData = {
    rules: 1,
    title: 'Who was given access',
    run: {
      ...{ number: run.number, report: run.report },
      reportDigest: run.reportDigest as `sha256:${string}`,
      manifestDigest: digest(pack.files.get(packPaths.manifest)!),
      rows,
    },
    asked: {
      kind: 'question',
      sql: 'SELECT g.member FROM grants g ORDER BY g.member',
      orderedBy: ['member'],
    },
    outcome: { kind: 'question' },
    result: {
      columns: ['member'],
      rows: result.split('\n').length - 2,
      size: Buffer.byteLength(result),
      sha256: digest(result),
    },
  };
  const log = logAfter(pack, {
    type: 'inquiry.answered',
    subject: number,
    data: data as unknown as LedgerEntry['data'],
  });
  return {
    format: INQUIRY_FORMAT,
    number,
    result,
    ledger: await log.bundle(number, undefined, anchors?.(log.entries.length)),
  };
}
