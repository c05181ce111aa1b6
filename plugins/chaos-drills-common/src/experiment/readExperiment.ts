import { inWords } from '@countersign/plugin-governance-common';
import { readYaml } from '@countersign/plugin-governance-common/definitions';
import { PlacedActivity, readActivities } from './activities';
import { lintExperiment, LintOptions } from './lintExperiment';
import { Experiment, ExperimentProblem, TolerantProbe } from './model';
import { ProblemList } from './ProblemList';
import {
  DrillExtension,
  drillExtensionSchema,
  ExperimentDocument,
  experimentSchema,
} from './schemas';

/** An experiment is text that people read: more is none. */
const MOST_CHARACTERS = 500_000;

/**
 * Reads an experiment of Chaos Toolkit, in JSON or YAML. Every problem is told at once, with its line; an experiment with
 * warnings can be run.
 */
export function readExperiment(
  { file, text }: { file: string; text: string },
  options: LintOptions = {},
): { experiment?: Experiment; problems: ExperimentProblem[] } {
  if (text.length > MOST_CHARACTERS) {
    return fileProblem(
      file,
      1,
      `has ${text.length} characters; ${MOST_CHARACTERS} are read`,
    );
  }
  const yaml = readYaml(text);
  if (!('lineOf' in yaml)) return fileProblem(file, yaml.line, yaml.message);
  const { value, lineOf } = yaml;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fileProblem(
      file,
      1,
      'holds no experiment, which is an object with a title, a description and a method',
    );
  }
  const problems = new ProblemList(file, lineOf);
  const parsed = experimentSchema.safeParse(value, inWords);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      problems.error(path, 'experiment', message);
    }
    return { problems: problems.problems };
  }
  const document = parsed.data;
  const { drill, path } = readExtension(document, problems);
  const activities = readActivities(
    document,
    {
      path: [...path, 'stop-when-not'],
      probes: drill?.['stop-when-not'] ?? [],
    },
    problems,
  );
  lintExperiment(
    { document, drill, drillPath: path, activities },
    options,
    problems,
  );
  if (problems.hasErrors) return { problems: problems.problems };
  return {
    experiment: experimentOf(value, document, drill, activities),
    problems: problems.problems,
  };
}

function readExtension(
  { extensions = [] }: ExperimentDocument,
  problems: ProblemList,
): { drill?: DrillExtension; path: PropertyKey[] } {
  const index = extensions.findIndex(({ name }) => name === 'countersign');
  if (index < 0) return { path: ['extensions'] };
  const path = ['extensions', index];
  const parsed = drillExtensionSchema.safeParse(extensions[index], inWords);
  if (parsed.success) return { drill: parsed.data, path };
  for (const issue of parsed.error.issues) {
    problems.error([...path, ...issue.path], 'extension', issue.message);
  }
  return { path };
}

function experimentOf(
  source: object,
  document: ExperimentDocument,
  drill: DrillExtension | undefined,
  activities: readonly PlacedActivity[],
): Experiment {
  const of = (phase: PlacedActivity['phase']) =>
    activities.filter(each => each.phase === phase);
  const tolerant = (phase: PlacedActivity['phase']) =>
    of(phase).flatMap(({ activity, tolerance }): TolerantProbe[] =>
      tolerance ? [{ activity, tolerance }] : [],
    );
  const hypothesis = document['steady-state-hypothesis'];
  return {
    source: source as Record<string, unknown>,
    document,
    title: document.title,
    ...(hypothesis && {
      steadyState: {
        title: hypothesis.title,
        probes: tolerant('steady-state'),
      },
    }),
    method: of('method').map(({ activity }) => activity),
    rollbacks: of('rollbacks').map(({ activity }) => activity),
    ...(drill && { drill }),
    stopWhenNot: tolerant('stop-when-not'),
  };
}

function fileProblem(file: string, line: number, message: string) {
  return {
    problems: [
      {
        severity: 'error' as const,
        ...{ file, line, message },
        path: '',
        rule: 'file',
      },
    ],
  };
}
