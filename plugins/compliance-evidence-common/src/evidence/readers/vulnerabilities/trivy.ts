import { memberOf, textOf, textsOf, Tree, treeOf, treesOf } from '../tree';
import { purlOf } from './purl';
import { refuse, Report, scoreOf, severityOf, Sighting } from './sighting';

/** `trivy --format json`, with what was left out by a decision where `--show-suppressed` was given. */
export function trivy(body: Tree, report: Report): Sighting[] {
  const component = report.folder ?? textOf(body.ArtifactName) ?? 'trivy';
  return treesOf(body.Results).flatMap(result => {
    const ecosystem = textOf(result.Type) ?? '';
    const seen = (found: Tree): Sighting => {
      const name = textOf(found.PkgName);
      const id = textOf(found.VulnerabilityID);
      if (!name || !id) {
        refuse(
          report,
          `has a vulnerability without ${name ? 'an id' : 'a package'} at ${
            textOf(result.Target) ?? 'a target without a name'
          }`,
        );
      }
      return {
        tool: 'trivy',
        component,
        purl:
          textOf(treeOf(found.PkgIdentifier).PURL) ??
          purlOf(ecosystem, name, textOf(found.InstalledVersion)),
        id,
        aliases: textsOf(found.VendorIDs),
        severity: severityOf(found.Severity),
        score: highestScore(treeOf(found.CVSS)),
        fixedIn: textOf(found.FixedVersion),
        title: textOf(found.Title),
        publishedAt: textOf(found.PublishedDate),
      };
    };
    const decided = treesOf(
      memberOf(result, 'ExperimentalModifiedFindings', 'ModifiedFindings'),
    ).filter(({ Type: type }) => type === 'vulnerability');
    return [
      ...treesOf(result.Vulnerabilities).map(seen),
      ...decided.map(
        (each): Sighting => ({
          ...seen(treeOf(each.Finding)),
          suppression: {
            status: textOf(each.Status) ?? 'ignored',
            reason: [textOf(each.Statement), textOf(each.Source)]
              .filter(Boolean)
              .join('; '),
          },
        }),
      ),
    ];
  });
}

function highestScore(cvss: Tree): number | undefined {
  const scores = Object.values(cvss).flatMap(each => {
    const of = treeOf(each);
    return (
      scoreOf(of.V40Score) ?? scoreOf(of.V3Score) ?? scoreOf(of.V2Score) ?? []
    );
  });
  return scores.length > 0 ? Math.max(...scores) : undefined;
}
