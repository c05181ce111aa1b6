import { checkAlerts } from './checkAlerts';
import { Compiler } from './compile/Compiler';
import { readDocuments, SourceFile } from './documents';
import { Library } from './Library';
import { Objective } from './objective';
import { DefinitionProblem } from './problems';
import { validate, ValidDocument } from './validate';

/** What definitions say, and what is wrong with them. */
export interface Definitions {
  objectives: Objective[];
  documents: ValidDocument[];
  /** By file and line. */
  problems: DefinitionProblem[];
}

/**
 * Reads OpenSLO files. Nothing that is wrong takes with it what is right: a file that is no YAML, a document of
 * another kind, or one objective without a target are left out, each with file, line, path and rule.
 */
export function readDefinitions(files: readonly SourceFile[]): Definitions {
  const read = files.map(readDocuments);
  const validated = read.flatMap(({ documents }) => documents.map(validate));
  const valid = validated.flatMap(({ document }) => document ?? []);
  const library = new Library(valid);
  const compiler = new Compiler(library);
  const slos = library.all('SLO');
  const objectives = slos.flatMap(({ value, source }) => {
    const made = compiler.objectives(value, source);
    compiler.problems.push(...checkAlerts(made, value, source));
    return made;
  });
  const problems = [
    ...read.flatMap(each => each.problems),
    ...validated.flatMap(each => each.problems),
    ...library.problems,
    ...compiler.problems,
  ];
  return {
    objectives,
    documents: valid.filter(document => library.holds(document)),
    problems: distinct(problems).sort(
      (a, b) => compare(a.file, b.file) || a.line - b.line,
    ),
  };
}

/** Two objectives of one SLO meet the same bad policy. */
function distinct(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
  return [
    ...new Map(
      problems.map(problem => [JSON.stringify(problem), problem]),
    ).values(),
  ];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
