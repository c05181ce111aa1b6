import { isTree, textOf, Tree, treeOf, treesOf } from '../tree';
import { purlOf } from './purl';
import { refuse, Report, scoreOf, severityOf, Sighting } from './sighting';

const ADVISORY = /\b(GHSA(?:-[0-9a-z]{4}){3}|CVE-\d{4}-\d{4,})\b/i;

/** `npm audit --json` of npm 7 and later. It names no version: what it says holds for each that is installed. */
export function npmAudit(body: Tree, report: Report): Sighting[] {
  if (body.auditReportVersion !== 2) {
    refuse(
      report,
      'is an npm audit report of another version than 2: npm 7 and later write that',
    );
  }
  if (!isTree(body.vulnerabilities)) {
    refuse(report, 'is an npm audit report without vulnerabilities');
  }
  return Object.entries(body.vulnerabilities).flatMap(([name, value]) => {
    const found = treeOf(value);
    // A text in "via" only says that a dependency has it, which is listed itself.
    return treesOf(found.via).map((via): Sighting => {
      const dependency = textOf(via.name) ?? name;
      const id =
        ADVISORY.exec(textOf(via.url) ?? '')?.[0] ??
        (via.source === undefined ? undefined : `npm:${via.source}`) ??
        refuse(report, `names no advisory for ${dependency}`);
      const fix = treeOf(found.fixAvailable);
      return {
        tool: 'npm-audit',
        component: report.folder ?? 'npm-audit',
        purl: purlOf('npm', dependency),
        id,
        aliases: [],
        severity: severityOf(via.severity),
        score: scoreOf(treeOf(via.cvss).score),
        ...(fix.name === dependency && { fixedIn: textOf(fix.version) }),
        title: textOf(via.title),
      };
    });
  });
}
