import {
  ControlRef,
  EvidenceRow,
  packPaths,
  Question,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';
import { deterministicUuid } from './deterministicUuid';

const OSCAL_VERSION = '1.1.3';
const NAMESPACE = 'https://countersign.dev/ns/oscal';

/**
 * The run as OSCAL assessment results: an observation a question, with the evidence it rests on, and a finding for each
 * control whose questions look for violations. Identifiers follow from the run, so that the same run gives the same bytes.
 */
export async function* renderOscal(
  input: RenderInput,
): AsyncIterable<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(oscalOf(input), null, 1)}\n`);
}

function oscalOf({ manifest, report }: RenderInput) {
  const { run, evidence } = manifest;
  const { metadata, spec } = report.definition;
  const uuid = (...words: string[]) => deterministicUuid(run.number, ...words);
  const at = latest([run.startedAt, ...evidence.map(each => each.executedAt)]);
  const controls = controlsOf(spec.questions);
  return {
    'assessment-results': {
      uuid: uuid('results'),
      metadata: {
        title: `${metadata.title}, ${run.number}`,
        'last-modified': at,
        version: run.number,
        'oscal-version': OSCAL_VERSION,
        props: [
          property('origin', manifest.origin),
          property('report-digest', run.reportDigest),
        ],
      },
      'import-ap': { href: packPaths.report('report.yaml') },
      results: [
        {
          uuid: uuid('result'),
          title: metadata.title,
          description: metadata.description,
          start: run.startedAt,
          end: at,
          props: [
            property('rows', String(manifest.rows.size)),
            property('root', manifest.rows.root),
            ...Object.entries(run.parameters).map(([name, value]) =>
              property(`parameter-${name}`, [value].flat().join(', ')),
            ),
          ],
          'reviewed-controls': {
            'control-selections': frameworks(controls).map(framework => ({
              description: framework,
              'include-controls': controls
                .filter(control => control.framework === framework)
                .map(control => ({ 'control-id': token(control) })),
            })),
          },
          observations: spec.questions.map(question =>
            observation(question, manifest, at, uuid),
          ),
          findings: controls
            .filter(control => violationsOf(control, spec.questions).length > 0)
            .map(control => finding(control, spec.questions, manifest, uuid)),
        },
      ],
      'back-matter': {
        resources: evidence.map(each => resource(each, uuid)),
      },
    },
  };
}

type Uuid = (...words: string[]) => string;
type Manifest = RenderInput['manifest'];

function observation(
  question: Question,
  { questions, evidence }: Manifest,
  at: string,
  uuid: Uuid,
) {
  const { name, title, answers, severity } = question;
  const result = questions.find(each => each.name === name);
  if (!result) throw new Error(`The run has no result of ${name}`);
  return {
    uuid: uuid('observation', name),
    title,
    description: said(question, result.rows),
    props: [
      property('question', name),
      property('version', result.version),
      property('severity', severity),
      property('rows', String(result.rows)),
    ],
    methods: ['TEST'],
    types: [answers === 'violations' ? 'finding' : 'control-objective'],
    'relevant-evidence': [
      {
        href: packPaths.result(name),
        description: `All rows, ${result.sha256}`,
      },
      ...evidence.map(each => ({
        href: `#${uuid('evidence', each.id)}`,
        description: `${each.sourceSystem}, ${each.queryName}`,
      })),
    ],
    collected: at,
  };
}

function finding(
  control: ControlRef,
  asked: readonly Question[],
  { questions }: Manifest,
  uuid: Uuid,
) {
  const about = violationsOf(control, asked);
  const rows = about.map(
    question => questions.find(({ name }) => name === question.name)?.rows ?? 0,
  );
  const total = rows.reduce((sum, each) => sum + each, 0);
  return {
    uuid: uuid('finding', control.framework, control.id),
    title: `${control.framework} ${control.id}${
      control.title ? `: ${control.title}` : ''
    }`,
    description: about.map((each, i) => said(each, rows[i])).join(' '),
    target: {
      type: 'objective-id',
      'target-id': token(control),
      status: { state: total === 0 ? 'satisfied' : 'not-satisfied' },
    },
    'related-observations': about.map(({ name }) => ({
      'observation-uuid': uuid('observation', name),
    })),
  };
}

function resource(each: EvidenceRow, uuid: Uuid) {
  return {
    uuid: uuid('evidence', each.id),
    title: `${each.sourceSystem}: ${each.queryName}`,
    description: `Asked at ${each.executedAt}, describes ${each.asOf}, ${each.rowCount} records.`,
    rlinks: [
      {
        href: packPaths.snapshot(each),
        hashes: [
          {
            algorithm: 'SHA-256',
            value: each.sha256.replace(/^sha256:/, ''),
          },
        ],
      },
    ],
  };
}

/** Satisfied is not proven: it says what was looked for, and how often it was found. */
function said({ title, answers }: Question, rows: number): string {
  return answers === 'violations'
    ? `${title}: ${rows === 0 ? 'none was found' : `${rows} found`}.`
    : `${title}: ${rows} rows.`;
}

function controlsOf(questions: readonly Question[]): ControlRef[] {
  const all = questions.flatMap(({ controls }) => controls);
  return all.filter((control, i) => all.findIndex(isSame(control)) === i);
}

function isSame({ framework, id }: ControlRef) {
  return (other: ControlRef) =>
    other.framework === framework && other.id === id;
}

function violationsOf(control: ControlRef, questions: readonly Question[]) {
  return questions.filter(
    ({ answers, controls }) =>
      answers === 'violations' && controls.some(isSame(control)),
  );
}

function frameworks(controls: readonly ControlRef[]): string[] {
  return [...new Set(controls.map(({ framework }) => framework))];
}

/** A token as OSCAL demands it, that two frameworks never share: `SOX-ITGC_APD-01`. */
function token({ framework, id }: ControlRef): string {
  const text = `${framework}_${id}`.replace(/[^A-Za-z0-9_.-]/g, '-');
  return /^[A-Za-z_]/.test(text) ? text : `_${text}`;
}

function property(name: string, value: string) {
  return { name: name.replace(/_/g, '-'), ns: NAMESPACE, value };
}

function latest(instants: readonly string[]): string {
  return new Date(
    Math.max(...instants.map(each => Date.parse(each))),
  ).toISOString();
}
