import { textOf, textsOf, Tree, treeOf, treesOf } from '../tree';
import { parsePurl } from './purl';
import {
  refuse,
  Report,
  scoreOf,
  severityOf,
  severityOfScore,
  Sighting,
  Suppression,
  worse,
} from './sighting';

/** What a team says of a vulnerability that ends it: CycloneDX calls these states of its impact analysis. */
const settled = [
  'resolved',
  'resolved_with_pedigree',
  'false_positive',
  'not_affected',
];

/** CycloneDX with vulnerabilities, which is also how VEX is told: what a vulnerability means for the product. */
export function cyclonedx(body: Tree, report: Report): Sighting[] {
  const purls = new Map(
    componentsIn(body).flatMap((each): [string, string][] => {
      const ref = textOf(each['bom-ref']);
      const purl = textOf(each.purl);
      return ref && purl ? [[ref, purl]] : [];
    }),
  );
  const product = treeOf(treeOf(body.metadata).component);
  const component = report.folder ?? textOf(product.name) ?? 'cyclonedx';
  return treesOf(body.vulnerabilities).flatMap(found => {
    const id = textOf(found.id);
    if (!id) refuse(report, 'has a vulnerability without an id');
    const affected = treesOf(found.affects);
    if (affected.length === 0) {
      refuse(report, `does not say what ${id} affects`);
    }
    return affected.map((each): Sighting => {
      const ref = textOf(each.ref) ?? '';
      return {
        tool: 'cyclonedx',
        component,
        purl:
          purls.get(ref) ??
          purlOfRef(ref) ??
          refuse(
            report,
            `has ${id} affect ${ref || 'nothing'}, which names no package`,
          ),
        id,
        aliases: treesOf(found.references).flatMap(
          ({ id: other }) => textOf(other) ?? [],
        ),
        ...ratingOf(found),
        title: textOf(found.description),
        publishedAt: textOf(found.published),
        ...analysisOf(found),
      };
    });
  });
}

/** Components, and those that they consist of. */
function componentsIn(body: Tree): Tree[] {
  const found: Tree[] = [treeOf(treeOf(body.metadata).component)];
  const waiting = [...treesOf(body.components)];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next);
    waiting.push(...treesOf(next.components));
  }
  return found;
}

/** A package URL itself, or a link into another document that ends in one. */
function purlOfRef(ref: string): string | undefined {
  if (parsePurl(ref)) return ref;
  const at = ref.indexOf('#');
  if (at < 0) return undefined;
  try {
    const inner = decodeURIComponent(ref.slice(at + 1));
    return parsePurl(inner) ? inner : undefined;
  } catch {
    return undefined;
  }
}

function ratingOf({ ratings }: Tree): Pick<Sighting, 'severity' | 'score'> {
  const all = treesOf(ratings);
  const scores = all.flatMap(each => scoreOf(each.score) ?? []);
  const score = scores.length > 0 ? Math.max(...scores) : undefined;
  const told = all.reduce<Sighting['severity']>(
    (worst, each) => worse(worst, severityOf(each.severity)),
    'UNKNOWN',
  );
  return {
    score,
    severity:
      told === 'UNKNOWN' && score !== undefined ? severityOfScore(score) : told,
  };
}

function analysisOf(
  found: Tree,
): Pick<Sighting, 'suppression' | 'exploitable'> {
  const analysis = treeOf(found.analysis);
  const status = textOf(analysis.state);
  if (status === 'exploitable') return { exploitable: true };
  if (!status || !settled.includes(status)) return {};
  const reasons = [
    textOf(analysis.justification),
    ...textsOf(analysis.response),
    textOf(analysis.detail),
  ];
  const suppression: Suppression = {
    status,
    reason: reasons.filter(Boolean).join('; ') || undefined,
    until: treesOf(found.properties)
      .filter(({ name }) => name === 'countersign:suppressed-until')
      .map(({ value }) => textOf(value))[0],
  };
  return { suppression };
}
