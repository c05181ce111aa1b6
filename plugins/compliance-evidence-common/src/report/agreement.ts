import { didYouMean } from '@countersign/plugin-governance-common';
import { recordReaders } from '../evidence/readers';
import { ReportDefinition, SourceDeclaration } from './model';
import { checkParameter, isPeriod, periodParameter } from './parameters';
import { seedDisagreements } from './seeds';

/** Something that the parts of a definition do not agree on. */
export interface Disagreement {
  path: PropertyKey[];
  message: string;
}

/** `${cluster}` in the text of a source's query. */
const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** The parameters that a source's query asks for. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name))];
}

/** What queries of sources may ask for beside the parameters: the ends of the period, where there is one. */
export function boundNames({ spec }: ReportDefinition): string[] {
  return [
    ...spec.parameters.map(({ name }) => name),
    ...(spec.parameters.some(({ type }) => isPeriod(type))
      ? ['period_start', 'period_end']
      : []),
  ];
}

/** What a schema cannot see: names that are used twice, or that nothing has. */
export function disagreements(definition: ReportDefinition): Disagreement[] {
  const { spec } = definition;
  const at = (...path: PropertyKey[]) => ['spec', ...path];
  const questions = spec.questions.map(({ name }) => name);
  const unknownQuestion = (name: string, path: PropertyKey[]) =>
    questions.includes(name)
      ? []
      : [
          {
            path,
            message: `there is no question ${name}${didYouMean(
              name,
              questions,
            )}`,
          },
        ];
  const found: Disagreement[] = [
    ...twice(spec.parameters, 'parameters'),
    ...twice(spec.sources, 'sources'),
    ...twice(spec.questions, 'questions'),
    ...spec.parameters.flatMap((parameter, i) =>
      checkParameter(parameter).map(({ field, message }) => ({
        path: at('parameters', i, field),
        message,
      })),
    ),
    ...(spec.template?.sheets ?? []).flatMap(({ question }, i) =>
      unknownQuestion(question, at('template', 'sheets', i, 'question')),
    ),
    ...(spec.csv ?? []).flatMap(({ question }, i) =>
      unknownQuestion(question, at('csv', i, 'question')),
    ),
    ...(spec.shadow ?? []).flatMap(({ question }, i) =>
      unknownQuestion(question, at('shadow', i, 'question')),
    ),
    ...sourceDisagreements(definition),
    ...seedDisagreements(definition),
  ];
  if (spec.questions.length === 0) {
    spec.formats.forEach((format, i) => {
      if (format === 'json') return;
      found.push({
        path: at('formats', i),
        message: `must be json: without questions there are no answers to write as ${format}`,
      });
    });
  }
  spec.questions.forEach(({ about, answers }, i) => {
    if (about !== undefined && answers === 'population') {
      found.push({
        path: at('questions', i, 'about'),
        message:
          'is for questions whose answers are violations: a population is about nothing that could end',
      });
    } else if (about === 'period' && !periodParameter(definition)) {
      found.push({
        path: at('questions', i, 'about'),
        message:
          'is period, but no parameter is a quarter, a month or a day: write standing, or add such a parameter',
      });
    }
  });
  const periods = spec.parameters.filter(({ type }) => isPeriod(type));
  if (periods.length > 1) {
    found.push({
      path: at('parameters', spec.parameters.indexOf(periods[1])),
      message: `is a second period: a report has one, which is ${periods[0].name}`,
    });
  }
  if (spec.formats.includes('xlsx') && !spec.template) {
    found.push({
      path: at('formats'),
      message: 'has xlsx, which needs the template that it fills',
    });
  }
  if (spec.formats.includes('csv') && !spec.csv?.length) {
    found.push({
      path: at('formats'),
      message: 'has csv, which needs a file in spec.csv',
    });
  }
  const files = (spec.csv ?? []).map(({ file }) => file);
  files.forEach((file, i) => {
    if (files.indexOf(file) < i) {
      found.push({
        path: at('csv', i, 'file'),
        message: `is written already by spec.csv[${files.indexOf(file)}]`,
      });
    }
  });
  return found;
}

function sourceDisagreements(definition: ReportDefinition): Disagreement[] {
  const bound = boundNames(definition);
  return definition.spec.sources.flatMap((source, i) => {
    const at = (...path: PropertyKey[]) => ['spec', 'sources', i, ...path];
    const names = source.columns.map(({ name }) => name);
    return [
      ...names.flatMap((name, k) =>
        names.indexOf(name) < k
          ? [
              {
                path: at('columns', k, 'name'),
                message: `is the name of an earlier column too: ${name}`,
              },
            ]
          : [],
      ),
      ...unknownFields(source).map(({ index, message }) => ({
        path: at('columns', index, 'from'),
        message,
      })),
      ...source.key.flatMap((name, k) => {
        const column = source.columns.find(each => each.name === name);
        if (!column) {
          return [
            {
              path: at('key', k),
              message: `there is no column ${name}${didYouMean(name, names)}`,
            },
          ];
        }
        return column.required
          ? []
          : [
              {
                path: at('key', k),
                message: `${name} may be empty; a column of a key is required`,
              },
            ];
      }),
      ...placeholdersIn(source.query.text).flatMap(name =>
        bound.includes(name)
          ? []
          : [
              {
                path: at('query', 'text'),
                message: `asks for \${${name}}, which no parameter is${didYouMean(
                  name,
                  bound,
                )}; known are ${bound.join(', ') || 'none'}`,
              },
            ],
      ),
    ];
  });
}

/** Columns that are read from no field of the kind of records that a source is read as. */
function unknownFields({ readAs, columns }: SourceDeclaration) {
  if (readAs === undefined) return [];
  const fields = Object.keys(recordReaders[readAs].fields);
  return columns.flatMap(({ name, from = name }, index) =>
    fields.includes(from)
      ? []
      : [
          {
            index,
            message: `read as ${readAs} there is no field ${from}${didYouMean(
              from,
              fields,
            )}; there are ${fields.join(', ')}`,
          },
        ],
  );
}

function twice(named: readonly { name: string }[], list: string) {
  const names = named.map(({ name }) => name);
  return names.flatMap((name, i) =>
    names.indexOf(name) < i
      ? [
          {
            path: ['spec', list, i, 'name'],
            message: `is the name of spec.${list}[${names.indexOf(
              name,
            )}] too: ${name}`,
          },
        ]
      : [],
  );
}
