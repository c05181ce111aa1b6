/**
 * Where a runbook can be read. An experiment may name it by an address, or by its file in a repository, which the command line
 * reads too; then it is the one of those that the service names whose last step is the name of the file.
 *
 * @param named - addresses of runbooks that the service names
 */
export function runbookAddress(
  runbook: string,
  named: readonly string[],
): string | undefined {
  if (/^(https?:\/\/|\/(?!\/))/.test(runbook)) return runbook;
  const stem = lastStep(runbook).replace(/\.(md|html?)$/, '');
  return named
    .map(address => address.trim())
    .find(
      address =>
        /^(https?:\/\/|\/(?!\/))/.test(address) && lastStep(address) === stem,
    );
}

function lastStep(path: string): string {
  return path.split(/[?#]/)[0].replace(/\/+$/, '').split('/').at(-1) ?? '';
}
