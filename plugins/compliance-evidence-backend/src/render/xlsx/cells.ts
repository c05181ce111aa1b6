import { CellKind } from './styles';
import { escapeXml } from './xml';

/** What a spreadsheet takes at most. */
export const limits = {
  cell: 32_767,
  rows: 1_048_576,
  /** In a text within a formula. */
  literal: 255,
} as const;
const CUT = ' … (cut here; the whole is in results)';
const DAY = 86_400_000;
/** The day before the first of a spreadsheet, counting the leap day that 1900 never had. */
const EPOCH = Date.UTC(1899, 11, 30);
const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,14})?$/;
const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2})(\.\d{1,6})?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** A cell that holds a value by the kind of its style; text is never a formula. */
export function valueCell(
  place: string,
  value: string | null,
  kind: CellKind,
): string {
  if (value === null) return `<c ${place}/>`;
  if (kind === 'number' && NUMBER.test(value)) {
    return `<c ${place}><v>${value}</v></c>`;
  }
  const serial = kind === 'date' ? serialOf(value) : undefined;
  return serial === undefined
    ? textCell(place, value)
    : `<c ${place}><v>${serial}</v></c>`;
}

export function textCell(place: string, value: string): string {
  const text =
    value.length > limits.cell
      ? `${value.slice(0, limits.cell - CUT.length)}${CUT}`
      : value;
  const kept = /^\s|\s$|\s\s|\n/.test(text) ? ' xml:space="preserve"' : '';
  return `<c ${place} t="inlineStr"><is><t${kept}>${escapeXml(
    text,
  )}</t></is></c>`;
}

/** A cell that opens an address. */
export function linkCell(place: string, url: string, text: string): string {
  const quoted = (literal: string) => `"${literal.replace(/"/g, '""')}"`;
  if (url.length > limits.literal || text.length > limits.literal) {
    return textCell(place, url);
  }
  return `<c ${place} t="str"><f>HYPERLINK(${escapeXml(
    quoted(url),
  )},${escapeXml(quoted(text))})</f><v>${escapeXml(text)}</v></c>`;
}

/** Days since the epoch of spreadsheets, of a date or of a time in UTC. */
function serialOf(text: string): number | undefined {
  const match = MOMENT.exec(text);
  if (!match) return undefined;
  const [, date, time = '00:00:00', fraction = '', zone = 'Z'] = match;
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone;
  const at = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`);
  const serial = (at - EPOCH) / DAY;
  // Earlier days have other numbers in a spreadsheet than their distance.
  return Number.isNaN(at) || serial < 61 ? undefined : serial;
}
