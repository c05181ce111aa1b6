import { Times } from '../../model';
import { Appliers, handed, without } from '../applier';
import { released, stamped } from '../stamps';

/** From the acknowledgment to the end, and back. */
export const progressAppliers = {
  'incident.accepted': (facts, _, signed) =>
    handed({ ...facts, state: 'new' }, signed),
  'incident.acknowledged': (facts, _, signed) =>
    handed(
      {
        ...stamped(facts, 'acknowledged', signed.at),
        state: 'in-progress',
        acknowledged: { by: signed.by, at: signed.at },
      },
      signed,
    ),
  'incident.held': (facts, { reason, text }, signed) =>
    handed(
      {
        ...facts,
        state: 'on-hold',
        hold: {
          reason,
          ...(text !== undefined && { text }),
          by: signed.by,
          at: signed.at,
        },
      },
      signed,
    ),
  'incident.resumed': (facts, _, signed) =>
    handed({ ...released(facts, signed.at), state: 'in-progress' }, signed),
  'incident.mitigated': (facts, _, signed) =>
    handed(stamped(facts, 'mitigated', signed.at), signed),
  'incident.restored': (facts, { at }, signed) =>
    handed(stamped(facts, 'restored', at ?? signed.at), signed),
  'incident.resolved': (facts, { text }, signed) => {
    const calm = released(facts, signed.at);
    const restored = calm.times.restored
      ? calm
      : stamped(calm, 'restored', signed.at);
    const { update, ...rest } = stamped(restored, 'resolved', signed.at);
    return handed(
      {
        ...rest,
        state: 'resolved',
        resolution: { text, by: signed.by, at: signed.at },
        // Nothing more is promised.
        ...(update && { update: without(update, 'nextAt') }),
      },
      signed,
    );
  },
  'incident.reopened': (facts, _, signed) => {
    const { resolution: _resolution, ...rest } = released(facts, signed.at);
    return handed(
      {
        ...rest,
        state: facts.acknowledged ? 'in-progress' : 'new',
        times: without(
          without(without(facts.times, 'resolved'), 'restored'),
          'mitigated',
        ) as Times,
        reopened: facts.reopened + 1,
      },
      signed,
    );
  },
  'incident.closed': (facts, _, { at }) => ({
    ...facts,
    state: 'closed',
    closedAt: at,
  }),
  'incident.canceled': (facts, { reason, text }, { by, at }) => ({
    ...released(facts, at),
    state: 'canceled',
    cancellation: { reason, text, by, at },
  }),
} satisfies Appliers;
