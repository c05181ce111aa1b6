import { listOf, textOf, textsOf, Tree, treeOf, treesOf } from '../tree';
import {
  refuse,
  Report,
  scoreOf,
  severityOfScore,
  Sighting,
  Suppression,
  VulnerabilitySeverity,
} from './sighting';

const KNOWN_ID =
  /\b(?:CVE-\d{4}-\d{4,}|GHSA(?:-[0-9a-z]{4}){3}|PYSEC-\d+-\d+|RUSTSEC-\d+-\d+|GO-\d+-\d+)\b/i;
const levels: Readonly<Record<string, VulnerabilitySeverity>> = {
  error: 'HIGH',
  warning: 'MEDIUM',
  note: 'LOW',
};

/** SARIF 2.1.0. A result that names no package is about the file that it names. */
export function sarif(body: Tree, report: Report): Sighting[] {
  if (body.version !== '2.1.0') {
    refuse(
      report,
      `is SARIF of version ${textOf(body.version) ?? 'unknown'}: 2.1.0 is read`,
    );
  }
  return treesOf(body.runs).flatMap(run => {
    const driver = treeOf(treeOf(run.tool).driver);
    const tool = textOf(driver.name) ?? 'sarif';
    for (const invocation of treesOf(run.invocations)) {
      if (invocation.executionSuccessful === false) {
        report.gap(`${tool} says that its scan did not succeed`);
      }
    }
    const rules = treesOf(driver.rules);
    const component =
      report.folder ??
      textOf(treeOf(run.automationDetails).id)?.replace(/\/+$/, '') ??
      tool;
    return treesOf(run.results)
      .filter(isProblem)
      .map(result => {
        const rule = ruleOf(result, rules);
        return resultSighting(result, rule, { tool, component }, report);
      });
  });
}

/** Results that pass, or that an earlier scan had and this one has not, are none. */
function isProblem({ kind, baselineState }: Tree): boolean {
  return (kind === undefined || kind === 'fail') && baselineState !== 'absent';
}

function ruleOf(result: Tree, rules: readonly Tree[]): Tree {
  const { ruleIndex } = result;
  if (typeof ruleIndex === 'number' && rules[ruleIndex])
    return rules[ruleIndex];
  const id = textOf(result.ruleId) ?? textOf(treeOf(result.rule).id);
  return rules.find(each => each.id === id) ?? {};
}

function resultSighting(
  result: Tree,
  rule: Tree,
  { tool, component }: { tool: string; component: string },
  report: Report,
): Sighting {
  const ruleId = textOf(result.ruleId) ?? textOf(rule.id);
  if (!ruleId) refuse(report, `has a result of ${tool} without a rule`);
  const own = treeOf(result.properties);
  const ofRule = treeOf(rule.properties);
  const score = scoreOf(
    own['security-severity'] ?? ofRule['security-severity'],
  );
  const level =
    textOf(result.level) ??
    textOf(treeOf(rule.defaultConfiguration).level) ??
    'warning';
  const purl =
    textOf(own.purl) ??
    textsOf(own.purls)[0] ??
    textOf(ofRule.purl) ??
    textsOf(ofRule.purls)[0];
  return {
    tool,
    component,
    purl: purl ?? `pkg:generic/${fileOf(result, report, ruleId)}`,
    id: KNOWN_ID.exec(ruleId)?.[0] ?? `${tool}:${ruleId}`,
    aliases: textsOf(own.aliases),
    severity:
      score === undefined ? levels[level] ?? 'UNKNOWN' : severityOfScore(score),
    score,
    title:
      textOf(treeOf(rule.shortDescription).text) ??
      textOf(treeOf(result.message).text),
    suppression: suppressionOf(listOf(result.suppressions)),
  };
}

function fileOf(result: Tree, report: Report, ruleId: string): string {
  const [location] = treesOf(result.locations);
  const uri = textOf(
    treeOf(treeOf(treeOf(location).physicalLocation).artifactLocation).uri,
  );
  if (!uri) {
    refuse(
      report,
      `has a result of ${ruleId} that names no package and no file`,
    );
  }
  return uri.split('/').map(encodeURIComponent).join('/');
}

/** SARIF 3.27.23: suppressed where there are suppressions, and none of them is under review or rejected. */
function suppressionOf(all: readonly unknown[]): Suppression | undefined {
  const suppressions = all.map(treeOf);
  if (suppressions.length === 0) return undefined;
  const statuses = suppressions.map(each => textOf(each.status) ?? 'accepted');
  if (statuses.some(status => status !== 'accepted')) return undefined;
  const [first] = suppressions;
  return {
    status: statuses[0],
    reason: textOf(first.justification),
    until: textOf(treeOf(first.properties).expiryUtc),
  };
}
