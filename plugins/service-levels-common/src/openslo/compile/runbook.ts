import { webAddressSchema } from '@countersign/plugin-governance-common';
import { ANNOTATION_RUNBOOK } from '../entities';
import { OpenSlo } from '../schemas';
import { Place } from './Place';

/** A page of the portal: one slash first, for two lead to another host. */
const withinPortal = /^\/(?![/\\])[^\s\\]*$/;
const LONGEST_PATH = 1000;

/** Where an SLO says what to do when its budget burns. What leads nowhere keeps nobody from measuring. */
export function runbookOf(
  { metadata: { annotations = {} } }: OpenSlo<'SLO'>,
  at: Place,
): string | undefined {
  const written = annotations[ANNOTATION_RUNBOOK]?.trim();
  if (written === undefined) return undefined;
  const isPath = withinPortal.test(written) && written.length <= LONGEST_PATH;
  if (isPath || isAddress(written)) return written;
  at.warn(
    ['metadata', 'annotations', ANNOTATION_RUNBOOK],
    'runbook',
    'No page, and so its alerts have no runbook. Write a path of the portal, such as /docs/default/component/shop/runbooks/slow, or an http or https address without credentials',
  );
  return undefined;
}

function isAddress(written: string): boolean {
  if (!webAddressSchema.safeParse(written).success) return false;
  const { username, password } = new URL(written);
  return !username && !password;
}
