import { existsSync } from 'node:fs';
import path from 'node:path';
import { unpackDebianPackage } from './debianPackage.mjs';
import { toolsDir } from './paths.mjs';
import { step, UserError } from './report.mjs';

const programs = ['prometheus', 'promtool'];
const unpacked = path.join(toolsDir, 'prometheus');

function find() {
  const { PROMETHEUS_PATH } = process.env;
  const isWhole = folder =>
    programs.every(program => existsSync(path.join(folder, program)));
  if (PROMETHEUS_PATH) {
    if (!isWhole(PROMETHEUS_PATH)) {
      throw new UserError(
        `PROMETHEUS_PATH names ${PROMETHEUS_PATH}, where prometheus and promtool are not both`,
      );
    }
    return PROMETHEUS_PATH;
  }
  return [
    ...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
    path.join(unpacked, 'usr/bin'),
  ].find(isWhole);
}

/**
 * Prometheus with promtool: the machine's own, or Debian's package unpacked beside the other tools. Nothing is installed, so
 * it takes no root, and no server is started by a package.
 *
 * @returns the folder of both programs
 */
export async function ensurePrometheus() {
  const found = find();
  if (found) {
    return found;
  }
  if (existsSync('/etc/debian_version')) {
    await step('bringing Prometheus from apt', () =>
      unpackDebianPackage('prometheus', unpacked),
    );
    const brought = find();
    if (brought) {
      return brought;
    }
  }
  throw new UserError(
    'The rules are tested with Prometheus 2.42 or newer: install it with promtool, so that both are on the PATH, or name their folder in PROMETHEUS_PATH (https://prometheus.io/download)',
  );
}
