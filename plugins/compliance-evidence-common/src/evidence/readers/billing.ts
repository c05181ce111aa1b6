import { malformed } from '../EvidenceProblem';
import { JsonRecord } from '../jsonRecords';
import { RawSummary } from '../RawSummary';
import { exactText, sumOf } from './decimals';
import { normal, NormalRecord, RecordReader } from './model';
import { memberOf, textOf, Tree, treeOf, treesOf } from './tree';

const fields = {
  record: 'the number of the record in the raw data, from 1',
  day: 'the day on which the usage began, UTC',
  starts_at: 'when the usage began',
  ends_at: 'when it ended',
  project: 'the project or sub-account',
  service: 'the service',
  sku: 'what exactly was used',
  region: 'where',
  resource: 'the resource, where the export names it',
  kind: 'regular, tax, credit, adjustment and the like, in the words of the export',
  cost: 'what was billed, before credits',
  credits: 'credits on it, all of them together: negative',
  net: 'cost and credits together',
  currency: 'such as EUR',
  invoice_month: 'such as 202610',
  exported_at: 'when the line was exported: late ones are restatements',
  correction: 'whether it corrects an earlier line',
};

/** Lines of Google's billing export and of FOCUS 1.x as one table: a line is a row, its cost counted once. */
export const billing: RecordReader = {
  fields,
  async *read(records: AsyncIterable<JsonRecord>, _: RawSummary) {
    let count = 0;
    for await (const record of records) {
      count += 1;
      const { value } = record;
      const form = isFocus(value) ? focusLine : isGoogle(value) && googleLine;
      if (!form) {
        throw refusal(
          record,
          `is no line of Google's billing export (usage_start_time, cost) or of FOCUS (ChargePeriodStart, BilledCost): it has ${
            Object.keys(value).slice(0, 10).join(', ') || 'no fields'
          }`,
        );
      }
      yield normal(record, { record: String(count), ...form(record) });
    }
  },
};

function isFocus(value: Tree): boolean {
  return 'ChargePeriodStart' in value && 'BilledCost' in value;
}

function isGoogle(value: Tree): boolean {
  return 'usage_start_time' in value && 'cost' in value;
}

function googleLine(record: JsonRecord): NormalRecord {
  const { value } = record;
  const cost = amount(record, 'cost', tree => tree.cost);
  // One line may have several credits: joined to it, they would count its cost as often.
  const credits = sumOf(
    treesOf(value.credits).map((_, i) =>
      amount(
        record,
        `credits[${i}].amount`,
        tree => treesOf(tree.credits)[i].amount,
      ),
    ),
  );
  const startsAt = instant(record, 'usage_start_time', value.usage_start_time);
  return {
    ...period(
      startsAt,
      instant(record, 'usage_end_time', value.usage_end_time),
    ),
    project: textOf(treeOf(value.project).id) ?? null,
    service: textOf(treeOf(value.service).description) ?? null,
    sku: textOf(treeOf(value.sku).description) ?? null,
    region:
      textOf(treeOf(value.location).region) ??
      textOf(treeOf(value.location).location) ??
      null,
    resource: textOf(treeOf(value.resource).global_name) ?? null,
    kind: textOf(value.cost_type) ?? null,
    cost,
    credits: credits ?? '0',
    net: sumOf([cost, credits ?? '0']) ?? null,
    currency: textOf(value.currency) ?? null,
    invoice_month: textOf(treeOf(value.invoice).month) ?? null,
    exported_at: instant(record, 'export_time', value.export_time),
    correction: textOf(treeOf(value.adjustment_info).id) !== undefined,
  };
}

function focusLine(record: JsonRecord): NormalRecord {
  const { value } = record;
  const billed = amount(record, 'BilledCost', tree => tree.BilledCost);
  const kind = textOf(value.ChargeCategory) ?? null;
  const isCredit = kind === 'Credit';
  const month = instant(record, 'BillingPeriodStart', value.BillingPeriodStart);
  return {
    ...period(
      instant(record, 'ChargePeriodStart', value.ChargePeriodStart),
      instant(record, 'ChargePeriodEnd', value.ChargePeriodEnd),
    ),
    project:
      textOf(memberOf(value, 'SubAccountId', 'SubAccountName')) ??
      textOf(value.BillingAccountId) ??
      null,
    service: textOf(value.ServiceName) ?? null,
    sku: textOf(memberOf(value, 'SkuId', 'ChargeDescription')) ?? null,
    region: textOf(memberOf(value, 'RegionId', 'RegionName')) ?? null,
    resource: textOf(value.ResourceId) ?? null,
    kind,
    cost: isCredit ? '0' : billed,
    credits: isCredit ? billed : '0',
    net: billed,
    currency: textOf(value.BillingCurrency) ?? null,
    invoice_month: month === null ? null : month.slice(0, 7).replace('-', ''),
    exported_at: null,
    correction: textOf(value.ChargeClass) === 'Correction',
  };
}

function period(startsAt: string | null, endsAt: string | null): NormalRecord {
  return {
    day: startsAt === null ? null : startsAt.slice(0, 10),
    starts_at: startsAt,
    ends_at: endsAt,
  };
}

function amount(
  record: JsonRecord,
  name: string,
  find: (tree: Tree) => unknown,
): string {
  const text = exactText(record, find);
  if (text === undefined || sumOf([text]) === undefined) {
    throw refusal(
      record,
      `has ${
        text === undefined ? 'nothing' : `"${text.slice(0, 40)}"`
      } for ${name}, which must be an amount such as 12.50`,
    );
  }
  return text;
}

const INSTANT =
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| UTC|[+-]\d\d(?::?\d\d)?)$/;

/** An instant in UTC; null where there is none. BigQuery writes " UTC" at its end. */
function instant(
  record: JsonRecord,
  name: string,
  value: unknown,
): string | null {
  const text = textOf(value);
  if (text === undefined) return null;
  const written = text.replace(/ UTC$/, 'Z').replace(' ', 'T');
  const at = INSTANT.test(text) ? Date.parse(written) : NaN;
  if (Number.isNaN(at)) {
    throw refusal(
      record,
      `has "${text.slice(
        0,
        40,
      )}" for ${name}, which must be a date and time with an offset such as 2026-09-30T22:00:00Z`,
    );
  }
  return new Date(at).toISOString();
}

function refusal({ line, place }: JsonRecord, message: string) {
  return malformed(line, `${place ? `${place} ` : ''}${message}`);
}
