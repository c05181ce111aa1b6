import { RenderInput } from '@countersign/plugin-compliance-evidence-common';
import { didYouMean } from '@countersign/plugin-governance-common';

const FACT = /\{\{\s*(run|rows)\.([A-Za-z0-9_.-]+)\s*\}\}/g;

/** What a template may say of the run, in any cell: `{{run.number}}`, `{{rows.leavers-with-access}}`. */
export type Facts = ReadonlyMap<string, string>;

export function factsOf({ manifest, report }: RenderInput): Facts {
  const { run } = manifest;
  const { metadata, spec } = report.definition;
  return new Map<string, string>([
    ['run.number', run.number],
    ['run.report', metadata.title],
    ['run.requested_by', run.requestedBy],
    ['run.started_at', run.startedAt],
    ...(run.period
      ? ([
          ['run.period_start', run.period.start],
          ['run.period_end', run.period.end],
          ['run.time_zone', run.period.timeZone],
        ] as [string, string][])
      : []),
    ...spec.parameters.map(({ name }): [string, string] => [
      `run.${name}`,
      [run.parameters[name] ?? ''].flat().join(', '),
    ]),
    ...manifest.questions.map(({ name, rows }): [string, string] => [
      `rows.${name}`,
      String(rows),
    ]),
  ]);
}

export function hasFacts(text: string): boolean {
  return text.search(FACT) >= 0;
}

/** The text with every fact in its place. */
export function withFacts(text: string, facts: Facts, where: string): string {
  return text.replace(FACT, (whole, group, rest) => {
    const name = `${group}.${rest}`;
    const value = facts.get(name);
    if (value !== undefined) return value;
    const known = [...facts.keys()];
    throw new Error(
      `${where} asks for ${whole}, which is no fact of a run${didYouMean(
        name,
        known,
      )}; there are ${known.join(', ')}`,
    );
  });
}
