/** A column of a result of BigQuery. */
export interface Field {
  name: string;
  type: string;
  mode?: string;
  fields?: Field[];
}

/** A row as BigQuery's API has it. */
interface Row {
  f: { v: unknown }[];
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const MICROS = BigInt(1_000_000);

/** A row as a line of JSON, with every digit that BigQuery gave. */
export function bigqueryLine(fields: readonly Field[], row: Row): string {
  return `${recordText(fields, row)}\n`;
}

function recordText(fields: readonly Field[], { f }: Row): string {
  const members = fields.map(
    (field, i) => `${JSON.stringify(field.name)}:${fieldText(field, f[i]?.v)}`,
  );
  return `{${members.join(',')}}`;
}

function fieldText(field: Field, value: unknown): string {
  if (field.mode === 'REPEATED') {
    const items = (value ?? []) as { v: unknown }[];
    return `[${items.map(({ v }) => valueText(field, v)).join(',')}]`;
  }
  return valueText(field, value);
}

function valueText(field: Field, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  const text = String(value);
  switch (field.type) {
    case 'RECORD':
    case 'STRUCT':
      return recordText(field.fields ?? [], value as Row);
    case 'INTEGER':
    case 'INT64':
    case 'FLOAT':
    case 'FLOAT64':
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return NUMBER.test(text) ? text : JSON.stringify(text);
    case 'BOOLEAN':
    case 'BOOL':
      return text === 'true' ? 'true' : 'false';
    case 'TIMESTAMP':
      return JSON.stringify(instantText(text));
    default:
      return JSON.stringify(text);
  }
}

/** Microseconds since 1970, which is what is asked for. */
function instantText(text: string): string {
  if (!/^-?\d+$/.test(text)) return text;
  const micros = BigInt(text);
  const rest = ((micros % MICROS) + MICROS) % MICROS;
  const at = new Date(Number((micros - rest) / MICROS) * 1000);
  const fraction = rest.toString().padStart(6, '0').replace(/0+$/, '');
  return `${at.toISOString().slice(0, 19)}${fraction && `.${fraction}`}Z`;
}
