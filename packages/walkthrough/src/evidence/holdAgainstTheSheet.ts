import {
  csvLine,
  InquiryDetail,
  ParityList,
} from '@countersign/plugin-compliance-evidence-common';
import { Stage } from '../Stage';
import { Trouble } from '../Trouble';
import { owner, RunReport } from './RunReport';

const daily = 'operations-daily';
const header = ['Service', 'Payments', 'Failed', 'Amount in EUR'];

/** The day before the last one, in Berlin: all of it is over. */
function dayBefore(now: Date): string {
  const day = new Date(now.getTime() - 2 * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(
    day,
  );
}

/** What compliance officers do each morning: the bookings of the day as the database has them, summed up service by service. */
async function sheetOf(run: RunReport): Promise<string[][]> {
  const { evidence } = await run.get();
  const bookings = evidence.find(({ source }) => source === 'bookings');
  if (!bookings) throw new Trouble(`${run.number} has no bookings`);
  const raw = await run.bytes(`/evidence/${bookings.id}/raw`);
  const [names, ...lines] = new TextDecoder()
    .decode(raw)
    .trimEnd()
    .split('\n')
    .map(line => line.split(','));
  const at = (line: string[], name: string) => line[names.indexOf(name)];
  const sums = new Map<
    string,
    { payments: number; failed: number; cents: number }
  >();
  for (const line of lines) {
    const service = at(line, 'service');
    const sum = sums.get(service) ?? { payments: 0, failed: 0, cents: 0 };
    sum.payments += Number(at(line, 'payments'));
    sum.failed += Number(at(line, 'failed'));
    sum.cents += Math.round(Number(at(line, 'amount')) * 100);
    sums.set(service, sum);
  }
  return [...sums].map(([service, { payments, failed, cents }]) => [
    service,
    String(payments),
    String(failed),
    (cents / 100).toFixed(2),
  ]);
}

/** Holds the daily report against a sheet that was made by hand: first with a slip in it, then mended. */
export async function holdAgainstTheSheet(stage: Stage): Promise<void> {
  const { report, portal } = stage;
  report.heading('The daily report is held against the sheet made by hand');
  const day = dayBefore(new Date());
  const run = await RunReport.of(stage, { day }, daily);
  const sheet = await sheetOf(run);
  const hold = async (rows: string[][]) => {
    const csv = [header, ...rows].map(row => csvLine(row)).join('');
    const { inquiry, rows: shown } = await run.ask<InquiryDetail>('shadow', {
      question: 'operations',
      file: {
        name: `operations-${day}.csv`,
        content: Buffer.from(csv).toString('base64'),
      },
    });
    const { outcome } = inquiry;
    if (outcome.kind !== 'shadow') {
      throw new Trouble(`${inquiry.number} is no shadow run`);
    }
    return { number: inquiry.number, outcome, shown };
  };
  const [[service, payments, ...rest], ...others] = sheet;
  const slip = [[service, String(Number(payments) + 1), ...rest], ...others];
  const wrong = await hold(slip);
  for (const row of wrong.shown)
    report.say(row.map(cell => cell ?? '').join(' | '));
  report.expect(
    'one wrong cell is found, and named',
    wrong.outcome.cellsDiffer === 1 && wrong.outcome.differ === 1,
    wrong.number,
  );
  const right = await hold(sheet);
  report.expect(
    'the sheet as it should be matches, cell by cell',
    right.outcome.cellsDiffer === 0 && right.outcome.same === sheet.length,
    `${right.number}: ${right.outcome.cells} cells`,
  );
  const { body } = await portal.call<ParityList>(
    owner,
    'GET',
    `/compliance-evidence/reports/${daily}/parity`,
  );
  for (const { title, inARow, needed } of body.items) {
    report.say(`${title}: ${inARow} of ${needed} days in a row match`);
  }
  report.expect(
    'the record of the shadow run has that day as a match',
    body.items.some(({ days }) =>
      days.some(each => each.run === run.number && each.matches),
    ),
    `GET /compliance-evidence/reports/${daily}/parity`,
  );
}
