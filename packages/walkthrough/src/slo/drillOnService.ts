import {
  drillBehind,
  DrillPage,
} from '@countersign/plugin-chaos-drills-common';
import { Portal } from '../Portal';
import { Trouble } from '../Trouble';
import { item, onCall } from './ServicePromise';

/** The drill that an alert of the demo service would be taken for now: one that runs, or that has only just broken it. */
export async function drillOnService(
  portal: Portal,
): Promise<string | undefined> {
  const { status, body } = await portal.call<DrillPage>(
    onCall,
    'GET',
    `/chaos-drills/drills?state=running&state=ended&entity=${item}`,
  );
  if (status !== 200) {
    throw new Trouble(`The portal answered ${status} to a question for drills`);
  }
  const at = new Date().toISOString();
  return drillBehind(body.items, { entity: item, at })?.number;
}
