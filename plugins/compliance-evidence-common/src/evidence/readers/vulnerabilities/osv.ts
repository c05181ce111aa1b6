import { textOf, textsOf, Tree, treeOf, treesOf } from '../tree';
import { purlOf } from './purl';
import {
  refuse,
  Report,
  scoreOf,
  severityOf,
  severityOfScore,
  Sighting,
} from './sighting';

/** `osv-scanner --format json`: OSV records of each package of each source. */
export function osv(body: Tree, report: Report): Sighting[] {
  return treesOf(body.results).flatMap(result => {
    const component =
      report.folder ?? textOf(treeOf(result.source).path) ?? 'osv-scanner';
    return treesOf(result.packages).flatMap(each => {
      const known = treeOf(each.package);
      const name = textOf(known.name);
      if (!name) refuse(report, 'has a package without a name');
      const purl = purlOf(
        textOf(known.ecosystem) ?? '',
        name,
        textOf(known.version),
      );
      const groups = treesOf(each.groups);
      return treesOf(each.vulnerabilities).map((found): Sighting => {
        const id =
          textOf(found.id) ?? refuse(report, `has no id for one of ${name}`);
        const group = groups.find(({ ids }) => textsOf(ids).includes(id));
        const score = scoreOf(treeOf(group).max_severity);
        const withdrawn = textOf(found.withdrawn);
        return {
          tool: 'osv-scanner',
          component,
          purl,
          id,
          // OSV's own records of one group are the same vulnerability.
          aliases: [...textsOf(found.aliases), ...textsOf(treeOf(group).ids)],
          severity:
            score === undefined
              ? severityOf(treeOf(found.database_specific).severity)
              : severityOfScore(score),
          score,
          fixedIn: fixOf(found, name),
          title: textOf(found.summary),
          publishedAt: textOf(found.published),
          ...(withdrawn && {
            suppression: {
              status: 'withdrawn',
              reason: `The advisory was withdrawn on ${withdrawn}`,
            },
          }),
        };
      });
    });
  });
}

/** The first version that is told to be fixed, of the package itself. */
function fixOf(found: Tree, name: string): string | undefined {
  return treesOf(found.affected)
    .filter(each => treeOf(each.package).name === name)
    .flatMap(each => treesOf(each.ranges))
    .flatMap(range => treesOf(range.events))
    .map(event => textOf(event.fixed))
    .find(fixed => fixed !== undefined);
}
