import { createHash } from 'crypto';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { logExportStories } from './story';

const digestOfText = (text: string) =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;
const subject = 'LGX0000001';
const exported = (data: object = {}, id = 'one'): LedgerEntry => ({
  id,
  type: 'log.exported',
  subject,
  actor: 'user:default/kenji-oncall',
  occurredAt: '2026-11-27T10:00:00.000Z',
  data: {
    query: {
      entityRef: 'component:default/checkout-api',
      source: 'files',
      language: 'countersign',
      filter: 'severity>=ERROR',
      from: '2026-11-27T09:00:00.000Z',
      to: '2026-11-27T10:00:00.000Z',
    },
    count: 1,
    complete: true,
    digest: digestOfText('{}\n'),
    bytes: 3,
    reason: 'INC0000001',
    ...data,
  } as LedgerEntry['data'],
});

const failing = (entries: LedgerEntry[]) =>
  logExportStories
    .judge(entries)
    .claims.filter(claim => !claim.holds)
    .map(({ id }) => id);

describe('the story of an export', () => {
  it('holds, and relies on the bytes of its result', () => {
    expect(logExportStories.judge([exported()])).toMatchObject({
      holds: true,
      state: 'exported',
      title: 'Logs of component:default/checkout-api',
    });
    expect(logExportStories.payloads?.([exported()])).toEqual([
      {
        of: subject,
        name: `the result of ${subject}`,
        digest: digestOfText('{}\n'),
        entryId: 'one',
      },
    ]);
  });

  it('goes on where the result is sent, and no other is', () => {
    const sent = (digest: string): LedgerEntry => ({
      ...exported({}, 'two'),
      type: 'log.sent',
      data: {
        ...{ destination: 'warehouse', place: 'larkspur-prod.logs.results' },
        ...{ count: 1, digest },
      },
    });
    expect(failing([exported(), sent(digestOfText('{}\n'))])).toEqual([]);
    expect(failing([exported(), sent(digestOfText('other'))])).toEqual([
      'sent',
    ]);
    expect(failing([sent(digestOfText('{}\n')), exported()])).toContain(
      'opened',
    );
  });

  it('says that it did not all arrive, when and why, and that it was sent again', () => {
    const sending = (id: string, at: string, data: object = {}) => ({
      ...exported({}, id),
      type: 'log.sent',
      occurredAt: `2026-11-27T${at}.000Z`,
      data: {
        ...{ destination: 'warehouse', place: 'larkspur-prod.logs.results' },
        ...{ count: 1, digest: digestOfText('{}\n'), ...data },
      } as LedgerEntry['data'],
    });
    const failed = (data: object = {}) => ({
      ...sending('three', '10:06:00', data),
      type: 'log.send_failed',
    });
    const sentOf = (...entries: LedgerEntry[]) =>
      logExportStories
        .judge([exported(), ...entries])
        .claims.find(({ id }) => id === 'sent');
    const first = sending('two', '10:05:00');
    expect(
      sentOf(
        first,
        failed({ reason: 'BigQuery cannot be reached. Try again.' }),
        sending('four', '10:10:00'),
      ),
    ).toMatchObject({
      holds: true,
      detail: expect.stringMatching(
        /sent it to larkspur-prod\.logs\.results at .*10:05.*It did not all arrive at larkspur-prod\.logs\.results, at .*10:06.*: BigQuery cannot be reached\. Try again\. .*sent it to .*10:10/,
      ),
    });
    expect(sentOf(first, failed())).toMatchObject({ holds: true });
    expect(
      sentOf(first, failed({ digest: digestOfText('other') })),
    ).toMatchObject({ holds: false });
  });

  it('says what is wrong with it', () => {
    expect(failing([exported(), exported({}, 'two')])).toEqual(['opened']);
    expect(failing([exported({ digest: 'sha256:no' })])).toContain('readable');
    expect(logExportStories.judge([]).holds).toBe(false);
  });
});
