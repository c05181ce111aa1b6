import { didYouMean } from '@countersign/plugin-governance-common';
import { quotedName } from '../sql/statements';
import { valueReaders } from '../evidence/values';
import {
  ParameterValues,
  ReportDefinition,
  Seed,
  SeedValues,
  SourceDeclaration,
} from './model';
import { isPeriod } from './parameters';
import { EVIDENCE_COLUMN } from './staged';

const PARAMETER = /^\$\{([a-z_][a-z0-9_]*)\}$/;

interface SeedDisagreement {
  path: PropertyKey[];
  message: string;
}

/** What is wrong with the seeds of a report: tables, columns and parameters that it does not have. */
export function seedDisagreements({
  spec,
}: ReportDefinition): SeedDisagreement[] {
  const found: SeedDisagreement[] = [];
  const tables = spec.sources.map(({ name }) => name);
  const parameters = [
    ...spec.parameters.map(({ name }) => name),
    ...(spec.parameters.some(({ type }) => isPeriod(type))
      ? ['period_start', 'period_end']
      : []),
  ];
  spec.questions.forEach(({ seeded = [], answers }, i) => {
    const path = ['spec', 'questions', i, 'seeded'];
    const refuse = (at: PropertyKey[], message: string) =>
      found.push({ path: [...path, ...at], message });
    if (answers === 'population' && seeded.length > 0) {
      refuse(
        [],
        'is for questions about violations: a population catches none',
      );
    }
    seeded.forEach((seed, k) => {
      const again = seeded.findIndex(({ name }) => name === seed.name);
      if (again < k) refuse([k, 'name'], `is that of seeded[${again}] too`);
      if (seed.add.length + seed.remove.length === 0) {
        refuse([k], 'plants nothing: give it add, remove or both');
      }
      for (const verb of ['add', 'remove'] as const) {
        seed[verb].forEach((part, n) => {
          const at = [k, verb, n];
          const source = spec.sources.find(({ name }) => name === part.table);
          if (!source) {
            refuse(
              [...at, 'table'],
              `there is no source ${part.table}${didYouMean(
                part.table,
                tables,
              )}`,
            );
            return;
          }
          checkPart(source, part, parameters, (rest, message) =>
            refuse([...at, ...rest], message),
          );
        });
      }
    });
  });
  return found;
}

function checkPart(
  source: SourceDeclaration,
  part: Seed['add'][number] | Seed['remove'][number],
  parameters: readonly string[],
  refuse: (at: PropertyKey[], message: string) => void,
): void {
  const names = source.columns.map(({ name }) => name);
  const column = (name: string, at: PropertyKey[]) => {
    const known = source.columns.find(each => each.name === name);
    if (!known) {
      refuse(
        at,
        `${source.name} has no column ${name}${didYouMean(name, names)}`,
      );
    }
    return known;
  };
  const values = (of: SeedValues, field: string, isRow: boolean) => {
    for (const [name, value] of Object.entries(of)) {
      const known = column(name, [field, name]);
      if (isRow && known?.required && value === null) {
        refuse([field, name], `${name} is required: it cannot be empty`);
      }
      const asked = PARAMETER.exec(value ?? '')?.[1];
      if (asked !== undefined && !parameters.includes(asked)) {
        refuse(
          [field, name],
          `there is no parameter ${asked}${didYouMean(asked, parameters)}`,
        );
      } else if (
        known &&
        typeof value === 'string' &&
        asked === undefined &&
        valueReaders[known.type](value) === undefined
      ) {
        refuse([field, name], `"${value}" is no ${known.type}`);
      }
    }
  };
  values(part.like, 'like', false);
  if ('share' in part) {
    part.share.forEach((name, n) => column(name, ['share', n]));
    return;
  }
  values(part.set, 'set', true);
  if (!source.key.some(name => typeof part.set[name] === 'string')) {
    refuse(
      ['set'],
      `sets no column of the key (${source.key.join(
        ', ',
      )}): the row would be there twice`,
    );
  }
}

/** A query that finds its tables as a seed leaves them, and how many rows the seed adds and leaves out. */
export interface SeededSql {
  query: string;
  /** One row: `added`, `removed`. */
  planted: string;
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

/**
 * The query of a question over a copy of the staged data with a breach in it. Nothing is written: a common table expression
 * stands before each table that differs.
 *
 * @param values - Parameters of the run, and the ends of its period; a list stands for its first item.
 */
export function seededSql(
  query: string,
  seed: Seed,
  sources: readonly SourceDeclaration[],
  values: ParameterValues,
): SeededSql {
  const valueOf = (value: string) => {
    const name = PARAMETER.exec(value)?.[1];
    return literal(name === undefined ? value : [values[name]].flat()[0] ?? '');
  };
  const sourceOf = (table: string) =>
    sources.find(({ name }) => name === table)!;
  const typed = (source: SourceDeclaration, name: string, value: string) => {
    const { type } = source.columns.find(each => each.name === name)!;
    return castOf(type, valueOf(value));
  };
  const matches = (source: SourceDeclaration, like: SeedValues) =>
    Object.entries(like).map(([name, value]) =>
      value === null
        ? `${quotedName(name)} IS NULL`
        : `${quotedName(name)} = ${typed(source, name, value)}`,
    );
  const firstOf = (source: SourceDeclaration, like: SeedValues) => {
    const where = matches(source, like);
    const order = source.key.map(quotedName).join(', ');
    return `SELECT * FROM ${quotedName(source.name)}${
      where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''
    } ORDER BY ${order} LIMIT 1`;
  };
  const added = seed.add.map(({ table, like, set }) => {
    const source = sourceOf(table);
    const columns = [
      ...source.columns.map(({ name }) => {
        if (!Object.hasOwn(set, name)) return `s.${quotedName(name)}`;
        const value = set[name];
        const { type } = source.columns.find(each => each.name === name)!;
        const text =
          value === null ? castOf(type, 'NULL') : typed(source, name, value);
        return `${text} AS ${quotedName(name)}`;
      }),
      `s.${quotedName(EVIDENCE_COLUMN)}`,
    ];
    return {
      table,
      sql: `SELECT ${columns.join(', ')} FROM (${firstOf(source, like)}) s`,
    };
  });
  const removed = seed.remove.map(({ table, like, share }) => {
    const same = share
      .map(name => `t.${quotedName(name)} = f.${quotedName(name)}`)
      .join(' AND ');
    return {
      table,
      test: `EXISTS (SELECT 1 FROM (${firstOf(
        sourceOf(table),
        like,
      )}) f WHERE ${same})`,
    };
  });
  const tables = [...new Set([...added, ...removed].map(({ table }) => table))];
  const shadowed = tables.map(table => {
    const tests = removed.filter(each => each.table === table);
    const kept = `SELECT t.* FROM ${quotedName(table)} t${
      tests.length > 0
        ? ` WHERE NOT (${tests.map(({ test }) => test).join(' OR ')})`
        : ''
    }`;
    const more = added.filter(each => each.table === table);
    const rows = [kept, ...more.map(({ sql }) => sql)].join('\n  UNION ALL ');
    return `${quotedName(table)} AS NOT MATERIALIZED (\n  ${rows}\n)`;
  });
  const sum = (counts: readonly string[]) =>
    counts.length > 0 ? counts.map(sql => `(${sql})`).join(' + ') : '0';
  const countAdded = sum(
    added.map(({ sql }) => `SELECT count(*) FROM (${sql}) c`),
  );
  const countRemoved = sum(
    removed.map(
      ({ table, test }) =>
        `SELECT count(*) FROM ${quotedName(table)} t WHERE ${test}`,
    ),
  );
  return {
    query: `WITH ${shadowed.join(
      ',\n',
    )}\nSELECT * FROM (\n${query}\n) answered`,
    planted: `SELECT ${countAdded} AS added, ${countRemoved} AS removed`,
  };
}

function castOf(
  type: SourceDeclaration['columns'][number]['type'],
  value: string,
) {
  switch (type) {
    case 'text':
      return `CAST(${value} AS text) COLLATE "C"`;
    case 'integer':
      return `CAST(${value} AS bigint)`;
    case 'timestamp':
      return `CAST(${value} AS timestamptz)`;
    default:
      return `CAST(${value} AS ${type})`;
  }
}
