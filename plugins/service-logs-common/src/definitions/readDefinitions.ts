import { inWords } from '@countersign/plugin-governance-common';
import {
  pathText,
  readYaml,
} from '@countersign/plugin-governance-common/definitions';
import { z } from 'zod';
import {
  LogMetricDefinition,
  logMetricDefinitionSchema,
  LogQueryDefinition,
  logQueryDefinitionSchema,
} from './schemas';

/** What is wrong with a definition, and on which line. */
export interface DefinitionProblem {
  line: number;
  message: string;
}

/** What one file defines. */
export interface ReadDefinitions {
  queries: LogQueryDefinition[];
  metrics: LogMetricDefinition[];
  problems: DefinitionProblem[];
}

const kinds = {
  LogQuery: logQueryDefinitionSchema,
  LogMetric: logMetricDefinitionSchema,
} as const;

/** Reads a file of YAML: one definition a document. What is wrong in one leaves the others. */
export function readDefinitions(text: string): ReadDefinitions {
  const read: ReadDefinitions = { queries: [], metrics: [], problems: [] };
  for (const { part, line } of documentsOf(text)) readOne(part, line, read);
  return read;
}

function readOne(part: string, firstLine: number, read: ReadDefinitions): void {
  const note = (line: number, message: string) =>
    read.problems.push({ line: firstLine + line - 1, message });
  const yaml = readYaml(part);
  if ('message' in yaml) {
    note(yaml.line, yaml.message);
    return;
  }
  if (yaml.value === null || yaml.value === undefined) return;
  const head = z
    .looseObject({ kind: z.enum(['LogQuery', 'LogMetric']) })
    .safeParse(yaml.value);
  if (!head.success) {
    note(yaml.lineOf(['kind']), 'kind: must be LogQuery or LogMetric');
    return;
  }
  const result = kinds[head.data.kind].safeParse(yaml.value, inWords);
  if (!result.success) {
    for (const { path, message } of result.error.issues) {
      note(yaml.lineOf(path), `${pathText(path)}: ${message}`);
    }
    return;
  }
  if (result.data.kind === 'LogQuery') read.queries.push(result.data);
  else read.metrics.push(result.data);
}

function documentsOf(text: string): { part: string; line: number }[] {
  const parts: { part: string; line: number }[] = [];
  let current: string[] = [];
  let begin = 1;
  text.split('\n').forEach((line, i) => {
    if (/^---(\s|$)/.test(line)) {
      parts.push({ part: current.join('\n'), line: begin });
      current = [];
      begin = i + 2;
    } else {
      current.push(line);
    }
  });
  parts.push({ part: current.join('\n'), line: begin });
  return parts.filter(({ part }) => part.trim() !== '');
}
