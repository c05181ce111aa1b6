import { malformed } from '../../EvidenceProblem';
import { JsonRecord } from '../../jsonRecords';
import { RawSummary } from '../../RawSummary';
import { normal, NormalRecord, RecordReader } from '../model';
import { isTree, textOf, Tree } from '../tree';
import { cyclonedx } from './cyclonedx';
import { merged, severityIn, Vulnerability } from './merge';
import { npmAudit } from './npmAudit';
import { osv } from './osv';
import { pipAudit } from './pipAudit';
import { purlText } from './purl';
import { sarif } from './sarif';
import { Place, refuse, Report, Sighting } from './sighting';
import { trivy } from './trivy';

/** All of them are held, since any report may say more about what an earlier one saw. */
const MOST_SIGHTINGS = 1_000_000;

const fields = {
  component:
    'what was scanned: the folder of the report, or what the report calls it',
  purl: 'the package URL, without qualifiers',
  package: 'the name of the package',
  version: 'the version; empty where no report names one',
  ecosystem: 'the type of the package URL, such as npm',
  id: 'the CVE, or else the first of its other names',
  aliases: 'its other names, with a blank between',
  severity:
    'CRITICAL, HIGH, MEDIUM, LOW or UNKNOWN: the worst that a report says',
  score: 'CVSS: the highest that a report says',
  fixed_in: 'versions in which it is fixed, as reports say',
  title: 'what it is, in the words of a report',
  published_at: 'when it was made known, the earliest that a report says',
  tools: 'the reports that saw it, with a blank between',
  suppressed: 'whether somebody decided that it does not matter here',
  suppression_status: 'such as not_affected or accepted',
  suppression_reason: 'why it does not matter here',
  suppressed_until: 'until when that holds',
};

/** The forms of reports, by what only they have. */
const forms: {
  is: (body: Tree) => boolean;
  read: (body: Tree, report: Report) => Sighting[];
}[] = [
  {
    is: body => 'auditReportVersion' in body || 'advisories' in body,
    read: npmAudit,
  },
  { is: body => body.bomFormat === 'CycloneDX', read: cyclonedx },
  { is: body => Array.isArray(body.runs) && 'version' in body, read: sarif },
  {
    is: body => 'SchemaVersion' in body || 'ArtifactName' in body,
    read: trivy,
  },
  {
    is: body => Array.isArray(body.dependencies),
    read: (body, report) => pipAudit(body.dependencies as unknown[], report),
  },
  { is: body => Array.isArray(body.results), read: osv },
];

/** npm audit, pip-audit, Trivy, SARIF, OSV and CycloneDX as one table, keyed by component, package URL and id. */
export const vulnerabilities: RecordReader = {
  fields,
  wholeBodies: true,
  async *read(bodies: AsyncIterable<JsonRecord>, summary: RawSummary) {
    const seen: Sighting[] = [];
    let last: Place = { line: 1 };
    for await (const record of bodies) {
      const { line, place } = record;
      last = { line, place };
      seen.push(...sightingsOf(reportOf(record, summary)));
      if (seen.length > MOST_SIGHTINGS) {
        throw malformed(
          line,
          `brings more than ${MOST_SIGHTINGS} vulnerabilities: take fewer components at once`,
        );
      }
    }
    const all = merged(seen, ({ purl, id, tool }) => {
      throw malformed(
        last.line,
        `has "${purl}" of ${tool} for ${id}, which is no package URL such as pkg:npm/lodash@4.17.20`,
      );
    });
    for (const each of all) yield normal(last, recordOf(each));
  },
};

/** A report, or one with the path of its file: `{"file": "checkout/trivy.json", "report": {…}}`. */
function reportOf(
  { value, ...place }: JsonRecord,
  summary: RawSummary,
): Report {
  const gap = (text: string) => summary.gap(text);
  const file = textOf(value.file);
  if (value.report === undefined) return { body: value, place, gap };
  if (file === undefined) return { body: value.report, place, gap };
  const folders = file.split('/').slice(0, -1);
  return {
    body: value.report,
    place: { ...place, place: file },
    ...(folders.length > 0 && { folder: folders.join('/') }),
    gap,
  };
}

function sightingsOf(report: Report): Sighting[] {
  const { body } = report;
  if (Array.isArray(body)) return pipAudit(body, report);
  if (!isTree(body)) return refuse(report, 'is not a JSON object');
  const form = forms.find(({ is }) => is(body));
  if (form) return form.read(body, report);
  if (isTree(body.error)) {
    return refuse(
      report,
      `is no report: the scanner failed (${
        textOf(body.error.summary) ??
        textOf(body.error.code) ??
        'without a reason'
      })`,
    );
  }
  return refuse(
    report,
    `is no report of npm audit, pip-audit, Trivy, SARIF, osv-scanner or CycloneDX: it has ${
      Object.keys(body).slice(0, 10).join(', ') || 'no fields'
    }`,
  );
}

function recordOf(found: Vulnerability): NormalRecord {
  const { sightings } = found;
  const scores = sightings.flatMap(({ score }) => score ?? []);
  const decided = sightings.filter(({ suppression }) => suppression);
  const decision = decided
    .map(({ suppression }) => suppression!)
    .sort((one, other) =>
      JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
    )[0];
  const counts = sightings.some(({ exploitable }) => exploitable);
  return {
    component: found.component,
    purl: purlText(found.package),
    package: found.package.name,
    version: found.package.version ?? null,
    ecosystem: found.package.type,
    id: found.id,
    aliases: found.aliases.join(' ') || null,
    severity: severityIn(found),
    score: scores.length > 0 ? String(Math.max(...scores)) : null,
    fixed_in: joined(
      sightings.map(({ fixedIn }) => fixedIn),
      ', ',
    ),
    title: joined(sightings.map(({ title }) => title))?.slice(0, 500) ?? null,
    published_at: earliest(sightings.map(({ publishedAt }) => publishedAt)),
    tools: joined(
      sightings.map(({ tool }) => tool),
      ' ',
    ),
    suppressed: decision !== undefined && !counts,
    suppression_status: counts ? 'exploitable' : decision?.status ?? null,
    suppression_reason: counts ? null : decision?.reason || null,
    suppressed_until: counts ? null : decision?.until ?? null,
  };
}

/** Each text once, in one order; only the first where nothing stands between. */
function joined(
  texts: readonly (string | undefined)[],
  between?: string,
): string | null {
  const found = [...new Set(texts.filter(text => text !== undefined))].sort();
  if (found.length === 0) return null;
  return between === undefined ? found[0] : found.join(between);
}

function earliest(texts: readonly (string | undefined)[]): string | null {
  const instants = texts
    .map(text => (text === undefined ? NaN : Date.parse(text)))
    .filter(at => !Number.isNaN(at));
  return instants.length > 0
    ? new Date(Math.min(...instants)).toISOString()
    : null;
}
