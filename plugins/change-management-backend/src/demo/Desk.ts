import {
  createChangeRequestSchema,
  DeploymentReport,
  deploymentReportSchema,
  GateRequest,
  gateRequestSchema,
  ScheduleRuleInput,
  scheduleRuleInputSchema,
  UpdateChangeRequest,
  updateChangeRequestSchema,
  verbSchemas,
} from '@countersign/plugin-change-management-common';
import {
  DemoActor,
  DemoCall,
  DemoDesk,
} from '@countersign/plugin-change-management-node';
import { Services } from '../services/createServices';
import { VerbCall } from '../services/LifecycleService';

/** The services as a demo story uses them; what it opens is marked as demo data. */
export class Desk implements DemoDesk {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async declare(actor: DemoActor, rule: ScheduleRuleInput): Promise<void> {
    await this.#services.calendar.createRule(
      actor,
      scheduleRuleInputSchema.parse(rule),
      { demo: true },
    );
  }

  open(request: Parameters<DemoDesk['open']>[0]) {
    return this.#services.changes.create(
      // Only change management itself opens demo changes, here for the requester.
      { kind: 'system', ref: request.requester },
      createChangeRequestSchema.parse(request),
      { demo: true },
    );
  }

  get(actor: DemoActor, number: string) {
    return this.#services.changes.get(actor, number);
  }

  edit(actor: DemoActor, number: string, request: UpdateChangeRequest) {
    return this.#services.lifecycle.edit(
      actor,
      number,
      updateChangeRequestSchema.parse(request),
    );
  }

  act(actor: DemoActor, number: string, { verb, body }: DemoCall) {
    return this.#services.lifecycle.act(actor, number, {
      verb,
      body: verbSchemas[verb].parse(body),
    } as VerbCall);
  }

  askGate(actor: DemoActor, request: GateRequest) {
    return this.#services.gate.ask(actor, gateRequestSchema.parse(request));
  }

  report(actor: DemoActor, report: DeploymentReport) {
    return this.#services.deployments.report(
      actor,
      deploymentReportSchema.parse(report),
      { demo: true },
    );
  }

  async keepHouse(): Promise<void> {
    await this.#services.housekeeping.noteNeverRun();
    await this.#services.housekeeping.noteOverdue();
  }
}
