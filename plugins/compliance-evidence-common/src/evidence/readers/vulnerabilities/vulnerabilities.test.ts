import fc from 'fast-check';
import { columnsOf, rowsOf } from '../../__testUtils__/rows';

const columns = columnsOf(
  'component',
  'purl',
  'version',
  'id',
  'aliases',
  'severity',
  'score:numeric',
  'fixed_in',
  'published_at:timestamp',
  'tools',
  'suppressed:boolean',
  'suppression_status',
  'suppression_reason',
  'suppressed_until:timestamp',
);

/** Reads reports as they come from a folder: each beside the path of its file. */
const read = (...reports: { file: string; report: unknown }[]) =>
  rowsOf(reports.map(each => JSON.stringify(each)).join('\n'), {
    format: 'json-pages',
    readAs: 'vulnerabilities',
    columns,
  });
const rowsIn = async (...reports: { file: string; report: unknown }[]) =>
  (await read(...reports)).rows;

const npm = {
  auditReportVersion: 2,
  vulnerabilities: {
    lodash: {
      name: 'lodash',
      severity: 'high',
      via: [
        {
          source: 1106913,
          name: 'lodash',
          title: 'Command injection',
          url: 'https://github.com/advisories/GHSA-35JH-r3h4-6jhm',
          severity: 'moderate',
          cvss: { score: 7.2, vectorString: 'CVSS:3.1/AV:N' },
          range: '<4.17.21',
        },
      ],
      fixAvailable: { name: 'lodash', version: '4.17.21' },
    },
    parent: { name: 'parent', severity: 'high', via: ['lodash'] },
  },
};
const trivy = {
  SchemaVersion: 2,
  ArtifactName: 'registry/pay:1',
  Results: [
    {
      Target: 'package-lock.json',
      Type: 'npm',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2021-23337',
          VendorIDs: ['GHSA-35jh-r3h4-6jhm'],
          PkgName: 'lodash',
          InstalledVersion: '4.17.20',
          FixedVersion: '4.17.21',
          Severity: 'HIGH',
          CVSS: { nvd: { V3Score: 7.2 }, redhat: { V3Score: 6.1 } },
          PublishedDate: '2021-02-15T13:15:12.56Z',
        },
      ],
      ExperimentalModifiedFindings: [
        {
          Type: 'vulnerability',
          Status: 'ignored',
          Statement: 'Not reachable',
          Source: '.trivyignore.yaml',
          Finding: {
            VulnerabilityID: 'CVE-2020-1',
            PkgName: '@scope/kit',
            PkgIdentifier: { PURL: 'pkg:npm/%40scope/kit@1.0.0?arch=x' },
            InstalledVersion: '1.0.0',
            Severity: 'CRITICAL',
          },
        },
      ],
    },
  ],
};
const vex = (state: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  components: [
    { 'bom-ref': 'a', name: 'lodash', purl: 'pkg:npm/lodash@4.17.20' },
  ],
  vulnerabilities: [
    {
      id: 'cve-2021-23337',
      ratings: [{ score: 9.1, method: 'CVSSv31' }],
      analysis: {
        state,
        justification: 'code_not_reachable',
        detail: 'The template is fixed',
      },
      affects: [{ ref: 'a' }],
      properties: [
        {
          name: 'countersign:suppressed-until',
          value: '2026-12-31T00:00:00Z',
        },
      ],
    },
  ],
});

describe('vulnerability reports', () => {
  it('are one row a package and vulnerability, whatever its names and however many saw it', async () => {
    const rows = await rowsIn(
      { file: 'pay/npm.json', report: npm },
      { file: 'pay/trivy.json', report: trivy },
      { file: 'cart/npm.json', report: npm },
    );
    expect(rows).toMatchObject([
      {
        component: 'cart',
        purl: 'pkg:npm/lodash',
        version: null,
        id: 'CVE-2021-23337',
        severity: 'MEDIUM',
        tools: 'npm-audit',
      },
      {
        component: 'pay',
        purl: 'pkg:npm/%40scope/kit@1.0.0',
        suppressed: 'true',
      },
      {
        component: 'pay',
        purl: 'pkg:npm/lodash@4.17.20',
        id: 'CVE-2021-23337',
        aliases: 'GHSA-35jh-r3h4-6jhm',
        severity: 'HIGH',
        score: '7.2',
        fixed_in: '4.17.21',
        published_at: '2021-02-15T13:15:12.560Z',
        tools: 'npm-audit trivy',
        suppressed: 'false',
      },
    ]);
  });

  it('keep what was decided apart from what was found', async () => {
    const found = { file: 'pay/trivy.json', report: trivy };
    const [, settled] = await rowsIn(found, {
      file: 'pay/vex.json',
      report: vex('not_affected'),
    });
    expect(settled).toMatchObject({
      severity: 'CRITICAL',
      suppressed: 'true',
      suppression_status: 'not_affected',
      suppression_reason: 'code_not_reachable; The template is fixed',
      suppressed_until: '2026-12-31T00:00:00Z',
      tools: 'cyclonedx trivy',
    });
    const [, open] = await rowsIn(found, {
      file: 'pay/vex.json',
      report: vex('in_triage'),
    });
    expect(open).toMatchObject({
      suppressed: 'false',
      suppression_status: null,
    });
    const [, contested] = await rowsIn(
      found,
      { file: 'pay/vex.json', report: vex('false_positive') },
      { file: 'pay/vex-2.json', report: vex('exploitable') },
    );
    expect(contested).toMatchObject({
      suppressed: 'false',
      suppression_status: 'exploitable',
    });
  });

  it('give the same rows in whatever order they come, and twice', async () => {
    const reports = [
      { file: 'pay/npm.json', report: npm },
      { file: 'pay/trivy.json', report: trivy },
      { file: 'pay/vex.json', report: vex('not_affected') },
      { file: 'cart/npm.json', report: npm },
    ];
    const expected = await rowsIn(...reports);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...reports, ...reports], {
          minLength: 2 * reports.length,
        }),
        async shuffled => {
          expect(await rowsIn(...shuffled)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of pip-audit say which packages it did not look at', async () => {
    const report = {
      dependencies: [
        {
          name: 'Jinja_2',
          version: '2.4.1',
          vulns: [
            {
              id: 'PYSEC-2014-8',
              aliases: ['CVE-2014-1402', 'GHSA-8r7q-cvjq-x353'],
              fix_versions: ['2.7.2'],
            },
          ],
        },
        { name: 'ours', skip_reason: 'Dependency not found on PyPI' },
      ],
      fixes: [],
    };
    const { rows, summary } = await read({ file: 'api/pip.json', report });
    expect(rows).toMatchObject([
      {
        purl: 'pkg:pypi/jinja-2@2.4.1',
        id: 'CVE-2014-1402',
        aliases: 'GHSA-8r7q-cvjq-x353 PYSEC-2014-8',
        severity: 'UNKNOWN',
        fixed_in: '2.7.2',
      },
    ]);
    expect(summary.gaps()).toEqual([
      'pip-audit did not look at ours: Dependency not found on PyPI',
    ]);
    const old = await rowsIn({
      file: 'api/pip.json',
      report: report.dependencies,
    });
    expect(old).toEqual(rows);
  });

  it('of osv-scanner know the groups that are one vulnerability, and what was withdrawn', async () => {
    const rows = await rowsIn({
      file: 'osv.json',
      report: {
        results: [
          {
            source: { path: '/src/go.mod', type: 'lockfile' },
            packages: [
              {
                package: {
                  name: 'golang.org/x/net',
                  version: '0.1.0',
                  ecosystem: 'Go',
                },
                groups: [
                  {
                    ids: ['GHSA-vvpx-j8f3-3w6h', 'GO-2023-1571'],
                    max_severity: '7.5',
                  },
                ],
                vulnerabilities: [
                  {
                    id: 'GHSA-vvpx-j8f3-3w6h',
                    aliases: ['CVE-2022-41723'],
                    published: '2023-02-17T14:00:02Z',
                    affected: [
                      {
                        package: { name: 'golang.org/x/net' },
                        ranges: [
                          { events: [{ introduced: '0' }, { fixed: '0.7.0' }] },
                        ],
                      },
                    ],
                  },
                  { id: 'GO-2023-1571', published: '2023-02-16T22:00:00Z' },
                  { id: 'GO-2020-1', withdrawn: '2024-01-01T00:00:00Z' },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(rows).toMatchObject([
      {
        component: '/src/go.mod',
        purl: 'pkg:golang/golang.org/x/net@0.1.0',
        id: 'CVE-2022-41723',
        severity: 'HIGH',
        score: '7.5',
        fixed_in: '0.7.0',
        published_at: '2023-02-16T22:00:00.000Z',
      },
      { id: 'GO-2020-1', suppressed: 'true', suppression_status: 'withdrawn' },
    ]);
  });

  it('of SARIF leave out what passes or is gone, and heed suppressions that were accepted', async () => {
    const result = (ruleId: string, more: object = {}) => ({
      ruleId,
      message: { text: 'x' },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'src/a b.js' } } },
      ],
      ...more,
    });
    const { rows, summary } = await read({
      file: 'all.sarif',
      report: {
        version: '2.1.0',
        runs: [
          {
            tool: {
              driver: {
                name: 'grype',
                rules: [
                  {
                    id: 'CVE-2024-10001-lib',
                    properties: {
                      purls: ['pkg:npm/lib@1.0.0'],
                      'security-severity': '9.8',
                    },
                  },
                  { id: 'js/eval', defaultConfiguration: { level: 'error' } },
                ],
              },
            },
            invocations: [{ executionSuccessful: false }],
            results: [
              result('CVE-2024-10001-lib', { level: 'note' }),
              result('js/eval', {
                suppressions: [
                  {
                    kind: 'external',
                    justification: 'A test',
                    properties: { expiryUtc: '2027-01-01T00:00:00Z' },
                  },
                ],
              }),
              result('js/open', {
                suppressions: [{ kind: 'external', status: 'underReview' }],
              }),
              result('js/passes', { kind: 'pass' }),
              result('js/gone', { baselineState: 'absent' }),
            ],
          },
        ],
      },
    });
    expect(rows).toMatchObject([
      {
        purl: 'pkg:generic/src/a%20b.js',
        id: 'grype:js/eval',
        severity: 'HIGH',
        suppressed: 'true',
        suppression_reason: 'A test',
        suppressed_until: '2027-01-01T00:00:00Z',
      },
      { id: 'grype:js/open', severity: 'MEDIUM', suppressed: 'false' },
      { purl: 'pkg:npm/lib@1.0.0', id: 'CVE-2024-10001', severity: 'CRITICAL' },
    ]);
    expect(summary.gaps()).toEqual([
      'grype says that its scan did not succeed',
    ]);
  });

  it('stand in one file over many lines as well', async () => {
    const { rows } = await rowsOf(JSON.stringify(trivy, null, 2), {
      format: 'json',
      readAs: 'vulnerabilities',
      columns,
    });
    expect(rows.map(({ component }) => component)).toEqual([
      'registry/pay:1',
      'registry/pay:1',
    ]);
  });

  it.each([
    [
      { error: { code: 'ENOLOCK', summary: 'needs a lockfile' } },
      'the scanner failed (needs a lockfile)',
    ],
    [{ auditReportVersion: 1, advisories: {} }, 'of another version than 2'],
    [{ version: '2.0.0', runs: [] }, 'SARIF of version 2.0.0: 2.1.0 is read'],
    [{ pages: 3 }, 'it has pages'],
    [
      { ...vex('resolved'), components: [] },
      'has cve-2021-23337 affect a, which names no package',
    ],
    [
      {
        SchemaVersion: 2,
        Results: [{ Target: 't', Vulnerabilities: [{ PkgName: 'x' }] }],
      },
      'a vulnerability without an id at t',
    ],
  ])('are refused where they are none: %j', async (report, reason) => {
    await expect(read({ file: 'pay/x.json', report })).rejects.toThrow(reason);
    await expect(read({ file: 'pay/x.json', report })).rejects.toThrow(
      'Line 1: pay/x.json',
    );
  });
});
