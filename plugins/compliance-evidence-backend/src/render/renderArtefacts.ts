import {
  Artefact,
  Question,
  RenderInput,
  ReportFormat,
} from '@countersign/plugin-compliance-evidence-common';
import { exactCsv, peopleCsv } from './csv/renderCsv';
import { renderPdf } from './pdf/renderPdf';
import { renderFindings } from './renderFindings';
import { renderOscal } from './renderOscal';
import { renderSummary } from './renderSummary';
import { renderWorkbook } from './xlsx/renderWorkbook';

type Rendering = (input: RenderInput) => Iterable<Artefact>;

const renderings: Record<ReportFormat, Rendering> = {
  xlsx: function* workbook(input) {
    const { metadata, spec } = input.report.definition;
    yield {
      path: `${metadata.name}.xlsx`,
      from: [...new Set(spec.template?.sheets.map(({ question }) => question))],
      bytes: renderWorkbook(input),
    };
  },
  csv: function* csv(input) {
    const { spec } = input.report.definition;
    for (const layout of spec.csv ?? []) {
      yield {
        path: layout.file,
        from: [layout.question],
        bytes: exactCsv(layout, input),
      };
    }
    for (const { name } of spec.questions) {
      yield {
        path: `for-people/${name}.csv`,
        from: [name],
        bytes: peopleCsv(name, input),
      };
    }
  },
  pdf: function* pdf(input) {
    const { metadata, spec } = input.report.definition;
    yield {
      path: `${metadata.name}.pdf`,
      from: names(spec.questions),
      bytes: renderPdf(input),
    };
  },
  json: function* json(input) {
    yield {
      path: 'findings.json',
      from: names(input.report.definition.spec.questions),
      bytes: renderFindings(input),
    };
    yield {
      path: 'summary.json',
      from: names(input.report.definition.spec.questions),
      bytes: renderSummary(input),
    };
  },
  oscal: function* oscal(input) {
    yield {
      path: 'oscal.json',
      from: names(input.report.definition.spec.questions),
      bytes: renderOscal(input),
    };
  },
};

/**
 * Everything that a run is read in, by the formats of its report. The same results give the same bytes; what is checked
 * are the results themselves.
 */
export async function* renderArtefacts(
  input: RenderInput,
): AsyncIterable<Artefact> {
  const { formats } = input.report.definition.spec;
  const paths = new Set<string>();
  for (const format of new Set(formats)) {
    for (const artefact of renderings[format](input)) {
      if (paths.has(artefact.path)) {
        throw new Error(
          `Two renderings have the name ${artefact.path}: name the file in spec.csv otherwise`,
        );
      }
      paths.add(artefact.path);
      yield artefact;
    }
  }
}

function names(questions: readonly Question[]): string[] {
  return questions.map(({ name }) => name);
}
