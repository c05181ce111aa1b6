import { JsonRecord } from '../../jsonRecords';
import { malformed } from '../../EvidenceProblem';

export const severities = [
  'UNKNOWN',
  'LOW',
  'MEDIUM',
  'HIGH',
  'CRITICAL',
] as const;
/** How bad it is, the least first. */
export type VulnerabilitySeverity = (typeof severities)[number];

/** What somebody decided about a vulnerability. */
export interface Suppression {
  /** In the words of the form, such as `not_affected` or `accepted`. */
  status: string;
  reason?: string;
  /** ISO 8601: until when it holds. */
  until?: string;
}

/** One vulnerability of one package, as one report saw it. */
export interface Sighting {
  tool: string;
  component: string;
  purl: string;
  /** The id by which the report knows it. */
  id: string;
  aliases: readonly string[];
  severity: VulnerabilitySeverity;
  /** CVSS, 0 to 10. */
  score?: number;
  fixedIn?: string;
  title?: string;
  publishedAt?: string;
  suppression?: Suppression;
  /** The report says that it does matter here, whatever others say. */
  exploitable?: boolean;
}

/** Where a report stands in the raw bytes, for messages. */
export type Place = Pick<JsonRecord, 'line' | 'place'>;

/** One report, and what it is about where its file says so. */
export interface Report {
  body: unknown;
  place: Place;
  /** The folder of its file, which is named by what was scanned. */
  folder?: string;
  /** What the report left out, in words. */
  gap(text: string): void;
}

/** Fails with what is wrong with a report. */
export function refuse(
  { place: { line, place } }: Report,
  message: string,
): never {
  throw malformed(line, `${place ? `${place} ` : ''}${message}`);
}

/** The severity that a word means, as tools write it. */
export function severityOf(word: unknown): VulnerabilitySeverity {
  const text = typeof word === 'string' ? word.trim().toUpperCase() : '';
  if (text === 'MODERATE') return 'MEDIUM';
  if (text === 'IMPORTANT') return 'HIGH';
  if (text === 'INFO' || text === 'NEGLIGIBLE') return 'LOW';
  return severities.find(each => each === text) ?? 'UNKNOWN';
}

/** The severity of a CVSS score, by the ratings of CVSS 3. */
export function severityOfScore(score: number): VulnerabilitySeverity {
  if (score >= 9) return 'CRITICAL';
  if (score >= 7) return 'HIGH';
  if (score >= 4) return 'MEDIUM';
  return score > 0 ? 'LOW' : 'UNKNOWN';
}

/** A CVSS score, as a number or a text; undefined where it is none. */
export function scoreOf(value: unknown): number | undefined {
  const score = typeof value === 'string' ? Number(value) : value;
  return typeof score === 'number' && score > 0 && score <= 10
    ? score
    : undefined;
}

/** The worse of two. */
export function worse(
  one: VulnerabilitySeverity,
  other: VulnerabilitySeverity,
): VulnerabilitySeverity {
  return severities.indexOf(one) >= severities.indexOf(other) ? one : other;
}
