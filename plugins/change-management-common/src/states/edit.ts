import { Change } from '../model';
import { MaterialField } from './material';
import { refuse, stay, TransitionResult } from './result';

/** A material edit of a change that was submitted voids its approvals and sends it back. */
export function edit(
  change: Change,
  material: MaterialField[],
): TransitionResult {
  if (material.includes('type') && change.state !== 'new') {
    return refuse(
      'type',
      'The type of a change may change only in New.',
      'Open a new change of the other type.',
      ['type'],
    );
  }
  if (!material.length || change.state === 'new') return stay;
  if (change.type === 'retrospective') {
    return refuse(
      'type',
      'What a retrospective change records has happened; it cannot be edited.',
      'Add a comment instead.',
      material,
    );
  }
  switch (change.state) {
    case 'assess':
      return stay;
    case 'authorize':
    case 'scheduled': {
      const back = {
        normal: 'assess',
        emergency: 'authorize',
        standard: 'new',
      } as const;
      const to = back[change.type];
      return {
        ok: true,
        path: to === change.state ? [] : [to],
        approvalStatus: change.type === 'emergency' ? 'pending' : 'void',
        voidsApprovals: true,
      };
    }
    default:
      return refuse(
        'state',
        `In state ${change.state}, ${material.join(
          ', ',
        )} can no longer be edited.`,
        'Open a new change.',
        material,
      );
  }
}
