import { textOf, textsOf, treesOf } from '../tree';
import { purlOf } from './purl';
import { refuse, Report, Sighting } from './sighting';

/** `pip-audit --format json`: a list of dependencies, or that list under `dependencies`. */
export function pipAudit(
  dependencies: readonly unknown[],
  report: Report,
): Sighting[] {
  return treesOf(dependencies).flatMap(dependency => {
    const name = textOf(dependency.name);
    if (!name) refuse(report, 'has a dependency without a name');
    const skipped = textOf(dependency.skip_reason);
    if (skipped) report.gap(`pip-audit did not look at ${name}: ${skipped}`);
    const purl = purlOf('pypi', name, textOf(dependency.version));
    return treesOf(dependency.vulns).map((found): Sighting => {
      const fixes = textsOf(found.fix_versions);
      return {
        tool: 'pip-audit',
        component: report.folder ?? 'pip-audit',
        purl,
        id: textOf(found.id) ?? refuse(report, `has no id for one of ${name}`),
        aliases: textsOf(found.aliases),
        severity: 'UNKNOWN',
        ...(fixes.length > 0 && { fixedIn: fixes[0] }),
      };
    });
  });
}
