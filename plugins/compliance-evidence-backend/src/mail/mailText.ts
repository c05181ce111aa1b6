import {
  ReportDefinition,
  Run,
} from '@countersign/plugin-compliance-evidence-common';

/** What a run says to whoever gets its pack. */
export function mailText(of: {
  run: Run;
  report: ReportDefinition;
  /** Where the run has its page. */
  url: string;
  form: 'attachment' | 'link';
  pack: { sha256: string; manifestDigest: string };
}): { subject: string; text: string; filename: string } {
  const { run, report, url, form, pack } = of;
  const filename = `${run.number}-${run.report}.zip`;
  const scope = Object.entries(run.parameters)
    .map(
      ([name, value]) =>
        `${titleOf(report, name)}: ${[value].flat().join(', ')}`,
    )
    .join('\n');
  const place =
    form === 'attachment'
      ? `The pack is attached as ${filename}.`
      : 'The pack is too large for a mail. Fetch it from the page of the run.';
  return {
    filename,
    // A header is one line, whatever a title holds.
    subject: `${run.title} (${run.number})`.replace(/[\r\n]+/g, ' '),
    text: `${run.title}
${report.metadata.description}

${scope}
Rows: ${run.resultRows ?? 0}, violations: ${run.violations ?? 0}

${place}
${url}

SHA-256 of the pack: ${pack.sha256.replace('sha256:', '')}
SHA-256 of its signed manifest: ${pack.manifestDigest.replace('sha256:', '')}
To check it without the portal: countersign verify ${filename}
`,
  };
}

function titleOf({ spec }: ReportDefinition, name: string): string {
  return spec.parameters.find(each => each.name === name)?.title ?? name;
}
