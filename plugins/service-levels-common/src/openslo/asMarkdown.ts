import { windowLength } from '../window';
import { SourceFile } from './documents';
import { ANNOTATION_COMPONENT } from './entities';
import { Indicator, Objective } from './objective';
import { DefinitionProblem } from './problems';
import { readDefinitions } from './readDefinitions';
import { Metric } from './schemas';
import { ValidDocument } from './validate';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * OpenSLO files as tables that people read: a part for each service, with what it promises and how that is measured. It is
 * Markdown without headings, so that it stands under any heading of a page.
 */
export function definitionsAsMarkdown(files: readonly SourceFile[]): {
  markdown: string;
  problems: DefinitionProblem[];
} {
  const { objectives, documents, problems } = readDefinitions(files);
  const services = [...new Set(objectives.map(({ service }) => service))];
  const parts = services.map(service =>
    serviceAsMarkdown(
      service,
      objectives.filter(each => each.service === service),
      documents,
    ),
  );
  return { markdown: parts.join('\n\n'), problems };
}

function serviceAsMarkdown(
  service: string,
  objectives: readonly Objective[],
  documents: readonly ValidDocument[],
): string {
  const about = documents.find(
    each => each.kind === 'Service' && each.value.metadata.name === service,
  );
  const { displayName, annotations } = about?.value.metadata ?? {};
  const title = `**${plain(displayName ?? service)}**`;
  const component = annotations?.[ANNOTATION_COMPONENT];
  const files = new Set(
    objectives.flatMap(({ slo }) => sourceOf(slo, documents) ?? []),
  );
  return [
    component === undefined
      ? title
      : `${title}, promised by ${code(component)}`,
    table(
      ['Promise', 'Target', 'Over', 'Error budget', 'Runbook'],
      objectives.map(each => [
        `${plain(each.displayName)} (${code(each.id)})`,
        shareText(each.target),
        windowText(each),
        budgetText(each),
        runbookText(each),
      ]),
    ),
    table(
      ['Objective', 'What is counted'],
      objectives.map(each => [code(each.id), measuredText(each)]),
    ),
    `Written in ${[...files].map(code).join(', ')}.`,
  ].join('\n\n');
}

function sourceOf(slo: string, documents: readonly ValidDocument[]) {
  return documents.find(
    ({ kind, value }) => kind === 'SLO' && value.metadata.name === slo,
  )?.source.file;
}

function windowText({ window }: Objective): string {
  const { count, unit } = window.duration;
  const length = count === 1 ? unit.replace(/s$/, '') : `${count} ${unit}`;
  return window.kind === 'rolling'
    ? `the last ${length}`
    : `each ${length}, ${plain(window.timeZone)}`;
}

/** A share means little to most; how long nothing may work at all is what they remember. */
function budgetText({ target, window, method }: Objective): string {
  const share = shareText(1 - target);
  const outage = durationText(windowLength(window) * (1 - target));
  const of =
    method.kind === 'occurrences'
      ? 'of the events'
      : `of the slices of ${durationText(method.slice)}`;
  return `${share} ${of}, as much as ${outage} of total failure`;
}

function runbookText({ runbook }: Objective): string {
  return runbook === undefined ? '—' : `[open](<${runbook}>)`;
}

function measuredText({ indicator, method, composite }: Objective): string {
  if (composite) {
    const parts = composite.parts.map(({ objective }) => code(objective));
    return `made of ${parts.join(', ')} (${composite.kind})`;
  }
  const what = indicatorText(indicator);
  return method.kind === 'occurrences'
    ? what
    : `${what}, in slices of ${durationText(method.slice)}`;
}

function indicatorText(indicator: Indicator): string {
  switch (indicator.kind) {
    case 'ratio':
      return `${indicator.counted} ${query(indicator.part)} of ${query(
        indicator.total,
      )}`;
    case 'raw':
      return `the share of ${
        indicator.gives === 'success' ? 'good' : 'bad'
      } events, ${query(indicator.ratio)}`;
    default:
      return `good while ${query(indicator.metric)} ${
        { lte: 'is at most', gte: 'is at least', lt: '<', gt: '>' }[
          indicator.op
        ]
      } ${indicator.value}`;
  }
}

/** A source is asked by a query, or by an object of its own. */
function query({ spec }: Metric['metricSource']): string {
  return code(
    typeof spec.query === 'string' ? spec.query : JSON.stringify(spec),
  );
}

function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}

function durationText(ms: number): string {
  const parts = (
    [
      [Math.floor(ms / DAY), 'd'],
      [Math.floor((ms % DAY) / HOUR), 'h'],
      [Math.floor((ms % HOUR) / MINUTE), 'min'],
      [Math.round((ms % MINUTE) / 1000), 's'],
    ] as const
  ).filter(([count]) => count > 0);
  return (
    parts
      .slice(0, 2)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(' ') || 'less than a second'
  );
}

function table(head: readonly string[], rows: readonly string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\\?\|/g, '\\|');
}

/** Words of a definition say nothing to Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#!|~&]/g, '\\$&');
}

function code(text: string): string {
  const longest = Math.max(
    0,
    ...(text.match(/`+/g) ?? []).map(({ length }) => length),
  );
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
