import {
  ClaimBookOf,
  person,
  say,
  StoryKind,
  tellStory,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { logEntries, logExportNumber } from './entries';

const claims = {
  opened: 'The story begins with the export of a result, and has no other',
  readable: 'Every entry has the form of its type and is about this export',
  sent: 'What was sent out of the portal is the result that was kept',
};

const idle: Record<keyof typeof claims, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  sent: 'It was not sent anywhere.',
};

/** The export as its entry told. */
interface Told {
  title: string;
  state: 'exported';
  digest: string;
}

/** How whoever verifies evidence judges what a log says of exported results. */
export const logExportStories: StoryKind<keyof typeof claims, 'exported'> = {
  prefix: logExportNumber.prefix,
  opening: 'log.exported',
  judge: entries =>
    tellStory<keyof typeof claims, Told>(entries, {
      noun: 'export',
      opening: 'log.exported',
      schemas: logEntries.schemas,
      claims,
      idle,
      apply: (told, entry) => told ?? titleOf(entry),
      tellStep: tellSent,
    }),
  payloads: entries =>
    entries.flatMap(({ id, subject, data }) => {
      const { success, data: read } =
        logEntries.schemas['log.exported'].safeParse(data);
      return success
        ? [
            {
              of: subject,
              name: `the result of ${subject}`,
              digest: read.digest,
              entryId: id,
            },
          ]
        : [];
    }),
  limits: [
    'That the source had the log as the service wrote it: the export proves what the source answered.',
    'That all of what was sent arrived: it is recorded before it leaves, and what went wrong after it.',
  ],
};

function titleOf({ data }: LedgerEntry): Told | undefined {
  const { success, data: read } =
    logEntries.schemas['log.exported'].safeParse(data);
  return success
    ? {
        title: `Logs of ${read.query.entityRef}`,
        state: 'exported',
        digest: read.digest,
      }
    : undefined;
}

function tellSent(
  entry: LedgerEntry,
  { digest }: Told,
  book: Pick<ClaimBookOf<keyof typeof claims>, 'check'>,
): void {
  const { id, type, data, actor, occurredAt } = entry;
  const at = time(occurredAt);
  if (type === 'log.send_failed') {
    const { success, data: failed } = logEntries.schemas[type].safeParse(data);
    if (!success) return;
    const { place, reason } = failed;
    book.check(
      'sent',
      failed.digest === digest,
      {
        pass: say`It did not all arrive at ${place}, at ${at}${
          reason === undefined ? '' : `: ${reason.replace(/\.$/, '')}`
        }.`,
        fail: say`Another result did not all arrive at ${place}, at ${at}.`,
      },
      id,
    );
    return;
  }
  const { success, data: sent } =
    logEntries.schemas['log.sent'].safeParse(data);
  if (!success) return;
  book.check(
    'sent',
    sent.digest === digest,
    {
      pass: say`${person(actor)} sent it to ${sent.place} at ${at}.`,
      fail: say`${person(actor)} sent another result to ${
        sent.place
      } at ${at}.`,
    },
    id,
  );
}
