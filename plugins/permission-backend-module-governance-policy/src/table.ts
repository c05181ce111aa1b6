import { Role } from './roles';

/**
 * What ties somebody to a record, each by a permission rule of the plugin that keeps it. A row that names ties is
 * answered with these rules as conditions, and the plugin applies them to the record.
 */
export type Tie =
  | 'requester'
  | 'implementer'
  | 'owner'
  | 'starter'
  | 'serviceOwner'
  | 'serviceResponder';

/** Who has a permission. */
export type Grant =
  /** Whoever is signed in, auditors included. */
  | 'everyone'
  /** Whoever is signed in, except auditors. */
  | 'members'
  /** No person. For what only services do: they are not asked here, but by their token's access restrictions. */
  | 'nobody'
  /** Whoever holds one of the roles; members also where one of the ties holds. */
  | { roles: readonly Role[]; ties?: readonly Tie[] };

/** A permission policy as a table: permission name to who has it. */
export type PermissionTable = Readonly<Record<string, Grant>>;

const platform: Grant = { roles: ['platform'] };
const itsOwn = { ties: ['requester', 'implementer', 'owner'] } as const;

/**
 * Every permission of every plugin of the portal. **What is not named here is denied.** Auditors have what says
 * `everyone`, whatever other role they hold.
 *
 * Who may be asked to approve a change is for the approval policies to say; and that nobody with a hand in a change
 * approves it holds in the service and in the database, whatever stands here.
 */
export const governanceTable: PermissionTable = {
  // The catalog: its files are its source, so what changes it by hand is for the platform team.
  'catalog.entity.read': 'everyone',
  'catalog.entity.create': platform,
  'catalog.entity.delete': platform,
  'catalog.entity.refresh': 'members',
  'catalog.entity.validate': 'members',
  'catalog.location.read': 'everyone',
  'catalog.location.create': platform,
  'catalog.location.analyze': platform,
  'catalog.location.delete': platform,
  'catalog.ingestion.read': platform,
  'catalog.ingestion.manage': platform,

  // Software templates
  'scaffolder.template.parameter.read': 'everyone',
  'scaffolder.template.step.read': 'everyone',
  'scaffolder.template.dry-run': platform,
  'scaffolder.template.management': platform,
  'scaffolder.action.execute': 'members',
  'scaffolder.task.create': 'members',
  'scaffolder.task.read': {
    roles: ['platform', 'auditors'],
    ties: ['starter'],
  },
  'scaffolder.task.cancel': { roles: ['platform'], ties: ['starter'] },

  // Change management
  'change-management.change.read': 'everyone',
  'change-management.change.create': 'members',
  'change-management.change.comment': 'everyone',
  'change-management.change.update': { roles: ['platform'], ...itsOwn },
  'change-management.change.approve': 'members',
  'change-management.change.implement': { roles: ['platform'], ...itsOwn },
  'change-management.change.emergency': {
    roles: ['onCall', 'changeManagers', 'platform'],
    ties: ['owner'],
  },
  'change-management.gate.ask': {
    roles: ['onCall', 'changeManagers', 'platform'],
  },
  'change-management.deployment.report': 'members',
  'change-management.deployment.report-for-others': 'nobody',
  'change-management.calendar.manage': {
    roles: ['changeManagers', 'platform', 'calendarManagers'],
  },
  'change-management.policy.replay': 'everyone',
  'change-management.import.read': 'everyone',
  'change-management.import.create': platform,

  // Service levels
  'service-levels.objective.read': 'everyone',
  'service-levels.alert.acknowledge': 'members',
  'service-levels.correction.enter': 'members',
  'service-levels.correction.confirm': 'members',
  'service-levels.correction.withdraw': 'members',
  'service-levels.policy.replay': 'everyone',

  // Incidents. Who sees a private one, its group alone decides.
  'incident-management.incident.read': 'everyone',
  'incident-management.incident.declare': 'members',
  'incident-management.problem.read': 'everyone',
  'incident-management.problem.open': 'members',
  'incident-management.problem.work': 'members',
  'incident-management.problem.decide': 'members',
  'incident-management.incident.note': 'members',
  'incident-management.incident.respond': 'members',
  'incident-management.incident.command': 'members',
  'incident-management.incident.correct': 'members',
  'incident-management.incident.confirm': 'members',
  'incident-management.incident.cause': 'members',
  'incident-management.incident.review': 'members',
  'incident-management.incident.restrict': 'members',
  'incident-management.alert.read': 'everyone',
  'incident-management.alert.triage': 'members',
  'incident-management.alert.silence': 'members',
  'incident-management.on-call.read': 'everyone',
  'incident-management.on-call.override': 'members',
  'incident-management.import.read': 'everyone',
  'incident-management.import.create': platform,

  // Compliance evidence. That nobody accepts or attests to what is their own, the judge says. Auditors ask for evidence.
  'compliance-evidence.report.read': 'everyone',
  'compliance-evidence.run.read': 'everyone',
  'compliance-evidence.run.request': 'members',
  'compliance-evidence.run.cancel': 'members',
  'compliance-evidence.run.retry': 'members',
  'compliance-evidence.run.deliver': 'members',
  'compliance-evidence.run.hold': { roles: ['changeManagers', 'platform'] },
  'compliance-evidence.run.erase': { roles: ['changeManagers', 'platform'] },
  'compliance-evidence.finding.read': 'everyone',
  'compliance-evidence.finding.work': 'members',
  'compliance-evidence.finding.accept': 'members',
  'compliance-evidence.request.open': 'everyone',
  'compliance-evidence.request.answer': 'members',
  'compliance-evidence.control.attest': 'members',
  'compliance-evidence.inquiry.ask': 'everyone',
  'compliance-evidence.inquiry.check': 'members',

  // Chaos drills. That people start them and release the lever, the judge says; stopping is safe.
  'chaos-drills.drill.read': 'everyone',
  'chaos-drills.drill.plan': 'members',
  'chaos-drills.drill.start': { roles: ['platform'] },
  'chaos-drills.drill.stop': 'members',
  'chaos-drills.journal.import': 'members',
  'chaos-drills.lever.pull': 'members',
  'chaos-drills.lever.release': { roles: ['changeManagers', 'platform'] },

  // Logs: they tell more of people than figures do. Whoever is on call reads those of every service, and whoever
  // responds to an open incident those of the services that it is on.
  'service-logs.log.read': {
    roles: ['onCall', 'platform', 'auditors'],
    ties: ['serviceOwner', 'serviceResponder'],
  },
  'service-logs.log.export': {
    roles: ['onCall', 'platform'],
    ties: ['serviceOwner'],
  },
  'service-logs.query.save': 'members',

  // Scheduled tasks of any plugin, where the portal has `guardedSchedulerServiceFactory`
  'scheduler.task.read': 'everyone',
  'scheduler.task.run': platform,
};
