import { instant } from '../estate';
import { Quarter } from '../Quarter';
import { components, DAY, MINUTE } from './components';
import { System } from './System';

/** Objectives, and whether the month misses them. */
export const objectives = [
  { id: 'checkout-availability', component: 'checkout-api', target: 0.999 },
  { id: 'checkout-latency', component: 'checkout-api', target: 0.99 },
  {
    id: 'collector-availability',
    component: 'event-collector',
    target: 0.995,
    missed: true,
  },
  { id: 'profiles-availability', component: 'profile-service', target: 0.999 },
] as const;

const INCIDENTS = 14;
const CHANGES = 60;
/** Every so many changes began before anybody had approved them. */
export const UNAPPROVED = 20;

const ref = (component: string) => `component:default/${component}`;

/** What the portal would say of itself: samples for trying a report out, in the form of its own records. */
export const portal: System = {
  title: 'The portal',
  collections: {
    changes: { asked: 'from-to', format: 'ndjson', records: changes },
    incidents: { asked: 'from-to', format: 'ndjson', records: incidents },
    objectives: { asked: 'from-to', format: 'ndjson', records: counted },
  },
};

function* changes(period: Quarter, now: number): Iterable<object> {
  const chance = period.chance('portal changes');
  for (let i = 0; i < CHANGES; i++) {
    const start = period.moment(i, CHANGES, chance.share(i));
    if (start > now) return;
    const isApproved = i % UNAPPROVED !== 7;
    yield {
      number: `CHG${period.mark.slice(2, 6)}${String(i + 1).padStart(3, '0')}`,
      title: `Release of ${chance.pick(components, i)}`,
      type: 'normal',
      state: 'closed',
      environment: 'production',
      items: [ref(chance.pick(components, i))],
      requester: 'user:default/marcus.weber',
      window: { start: instant(start), end: instant(start + 60 * MINUTE) },
      approvedAt: isApproved ? instant(start - DAY) : null,
      approvedBy: isApproved ? 'user:default/noor.zak' : null,
      implementationStartedAt: instant(start),
      closeCode: 'successful',
      digest: `sha256:${'0'.repeat(64)}`,
    };
  }
}

function* incidents(period: Quarter, now: number): Iterable<object> {
  const chance = period.chance('incidents');
  for (let i = 0; i < INCIDENTS; i++) {
    const opened = period.moment(i, INCIDENTS, chance.share(i));
    if (opened > now) return;
    const resolved = opened + (12 + chance.below(240, -i - 1)) * MINUTE;
    // The last one of a month is open still.
    const isOver = i < INCIDENTS - 1 && resolved <= now;
    yield {
      number: `INC${period.mark.slice(2, 6)}${String(i + 1).padStart(3, '0')}`,
      title: `${chance.pick(components, i)} answers slowly`,
      priority: 1 + chance.below(4, i + INCIDENTS),
      state: isOver ? 'closed' : 'mitigating',
      drill: false,
      opened: { by: 'user:default/grace.wang', at: instant(opened) },
      times: {
        started: instant(opened),
        detected: instant(opened),
        resolved: isOver ? instant(resolved) : null,
      },
      digest: `sha256:${'0'.repeat(64)}`,
    };
  }
}

function* counted(period: Quarter): Iterable<object> {
  for (let i = 0; i < objectives.length; i++) {
    const { id, component, target } = objectives[i];
    const total = 1_000_000 + period.chance('requests').below(500_000, i);
    const allowed = (1 - target) * total;
    const bad = Math.floor(allowed * ('missed' in objectives[i] ? 2.5 : 0.4));
    yield {
      id,
      service: component,
      component: ref(component),
      target,
      good: total - bad,
      bad,
      total,
      digest: `sha256:${'0'.repeat(64)}`,
    };
  }
}
