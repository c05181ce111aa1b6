import { exact, nearest } from '../../arithmetic';
import { ObjectiveSpec } from '../schemas';
import { Path, Place } from './Place';

/** The share of good events that is promised. */
export function targetOf(spec: ObjectiveSpec, at: Place, path: Path): number {
  const { target, targetPercent } = spec;
  if ((target === undefined) === (targetPercent === undefined)) {
    const said =
      target === undefined ? 'There is no target' : 'There are two targets';
    return at.refuse(
      target === undefined ? path : [...path, 'targetPercent'],
      'target',
      `${said}: give target (0.999) or targetPercent (99.9)`,
    );
  }
  const [key, share, hundred] =
    target === undefined
      ? ([
          'targetPercent',
          nearest(exact(targetPercent!).div(100)),
          '99.9',
        ] as const)
      : (['target', target, '0.999'] as const);
  if (share >= 1) {
    const percent =
      key === 'target' && target! > 1
        ? '; a share of 1 is meant, or write targetPercent'
        : '';
    return at.refuse(
      [...path, key],
      'target-out-of-range',
      `A target of 100 % or more leaves no budget, and no alert could tell a fault from none: write less, as in ${hundred}${percent}`,
    );
  }
  if (share <= 0) {
    return at.refuse(
      [...path, key],
      'target-out-of-range',
      `A target has to be above 0, as in ${hundred}`,
    );
  }
  return share;
}
