import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unpackDebianPackage } from './debianPackage.mjs';
import { toolsDir } from './paths.mjs';
import { step, UserError } from './report.mjs';

const unpacked = path.join(toolsDir, 'alertmanager');
/** As Debian calls it, and as its makers do. */
const names = ['prometheus-alertmanager', 'alertmanager'];
const own = path.join(unpacked, 'usr', 'alertmanager');

function find() {
  const { ALERTMANAGER_PATH, PATH = '' } = process.env;
  if (ALERTMANAGER_PATH) {
    if (!existsSync(ALERTMANAGER_PATH)) {
      throw new UserError(
        `ALERTMANAGER_PATH names ${ALERTMANAGER_PATH}, which is not there`,
      );
    }
    return ALERTMANAGER_PATH;
  }
  const folders = PATH.split(path.delimiter).filter(Boolean);
  return [
    ...folders.flatMap(folder => names.map(name => path.join(folder, name))),
    own,
  ].find(file => existsSync(file));
}

/**
 * Alertmanager: the machine's own, or Debian's package unpacked beside the other tools. It is to be started in the folder
 * that it is in.
 *
 * @returns the program
 */
export async function ensureAlertmanager() {
  const found = find();
  if (found) {
    return found;
  }
  if (existsSync('/etc/debian_version')) {
    await step('bringing Alertmanager from apt', bring);
    const brought = find();
    if (brought) {
      return brought;
    }
  }
  throw new UserError(
    'What Alertmanager sends is tested with Alertmanager 0.25 or newer: install it, so that it is on the PATH, or name the program in ALERTMANAGER_PATH (https://prometheus.io/download)',
  );
}

async function bring() {
  await unpackDebianPackage('prometheus-alertmanager', unpacked);
  const program = path.join(unpacked, 'usr/bin/prometheus-alertmanager');
  if (!existsSync(program)) {
    return;
  }
  // Debian's build reads its templates from /usr/share, where an unpacked one has none: it is to read them from where it
  // is. A path of the same length keeps the program whole.
  const bytes = await readFile(program);
  const [fixed, here] = ['/usr/share/', './///share/'].map(text =>
    Buffer.from(`${text}prometheus/alertmanager`),
  );
  for (let at = bytes.indexOf(fixed); at >= 0; at = bytes.indexOf(fixed, at)) {
    here.copy(bytes, at);
  }
  await writeFile(own, bytes);
  await chmod(own, 0o755);
}
