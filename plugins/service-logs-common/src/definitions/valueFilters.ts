import { FilterLanguage } from '../api/answers';

/** Narrows a filter to entries that have a field, or whose field is a number of at most `le`. */
type ValueFilter = (filter: string, field: string, le?: number) => string;

/** The label that LogQL extracts the field to: no service names one so. */
const LABEL = 'countersign_value';
/** The one field of Cloud Logging's own that is a duration. */
const LATENCY = 'httpRequest.latency';

const inParentheses = (filter: string) => filter && `(${filter})`;

/** How each language says it. Durations such as `0.120s` are seconds in each. */
export const valueFilters: Readonly<Record<FilterLanguage, ValueFilter>> = {
  countersign(filter, field, le) {
    const name = JSON.stringify(field);
    return `${inParentheses(filter)} ${name}${
      le === undefined ? ':*' : `<=${le}`
    }`;
  },

  /** Stages after those of the metric: lines that are no JSON, or have no number there, are left out and never counted. */
  logql(filter, field, le) {
    const path = field
      .split('.')
      .map((part, i) => jsonStep(part, i > 0))
      .join('');
    const extracted = `${filter} | json ${LABEL}=${JSON.stringify(path)}`;
    return le === undefined
      ? `${extracted} | ${LABEL}!=""`
      : [
          extracted,
          `${LABEL}=~\`-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+|s|ms|us|ns)?\``,
          `label_format ${LABEL}=\`{{ if hasSuffix "s" .${LABEL} }}{{ duration_seconds .${LABEL} }}{{ else }}{{ .${LABEL} }}{{ end }}\``,
          `${LABEL}<=${le}`,
          '__error__=""',
        ].join(' | ');
  },

  'google-cloud-logging'(filter, field, le) {
    const path = field.split('.').map(cloudStep).join('.');
    const atMost = field === LATENCY ? `"${le}s"` : le;
    return `${inParentheses(filter)} ${path}${
      le === undefined ? ':*' : `<=${atMost}`
    }`;
  },
};

const isName = (part: string) => /^[A-Za-z_]\w*$/.test(part);

function jsonStep(part: string, isWithin: boolean): string {
  if (isName(part)) return isWithin ? `.${part}` : part;
  return /^\d+$/.test(part) ? `[${part}]` : `[${JSON.stringify(part)}]`;
}

function cloudStep(part: string): string {
  return isName(part) ? part : JSON.stringify(part);
}
