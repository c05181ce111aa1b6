import { Caller } from '@countersign/plugin-governance-node';
import {
  DeclareIncident,
  groupKeyOf,
  listActionsSchema,
  OpenProblem,
  problemBodies,
  ReviewContent,
  verbBodies,
} from '@countersign/plugin-incident-management-common';
import {
  DemoDelivery,
  DemoIncidentCall,
  DemoIncidentDesk,
  DemoProblemCall,
} from '@countersign/plugin-incident-management-node';
import { Knex } from 'knex';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { DeliveryStore } from '../database/DeliveryStore';
import { AskedOfProblem } from '../problems/ProblemDeedMaker';
import { ProblemDesk } from '../problems/ProblemDesk';
import { Asked } from '../services/asked';
import { ReviewReader } from '../review/ReviewReader';
import { IncidentDesk } from '../services/IncidentDesk';

/** After these somebody has to be told. */
const raising = ['accept', 'acknowledge', 'reopen'];

const user = (ref: string): Caller => ({ kind: 'user', ref });

/** The services as a demo story uses them. */
export class Desk implements DemoIncidentDesk {
  readonly #deliveries = new DeliveryStore();
  readonly #groups = new AlertGroupStore();

  constructor(
    private readonly options: {
      trx: Knex.Transaction;
      now(): Date;
      incidents: Pick<IncidentDesk, 'act' | 'declare'>;
      problems: Pick<ProblemDesk, 'act' | 'open'>;
      reviews: Pick<ReviewReader, 'actions' | 'review'>;
      /** Does what is due now. */
      settle(): Promise<void>;
    },
  ) {}

  async deliver({ integration, kind, body }: DemoDelivery): Promise<void> {
    const { trx, now, settle } = this.options;
    await this.#deliveries.add(trx, [
      { integration, kind, body: JSON.stringify(body), receivedAt: now() },
    ]);
    await settle();
  }

  async incidentOf(entityRef: string, condition: string): Promise<string> {
    const standing = await this.#groups.standing(
      this.options.trx,
      groupKeyOf({ entityRef, condition, integration: '' }),
    );
    if (!standing) {
      throw new Error(`No incident of ${condition} on ${entityRef}`);
    }
    return standing.number;
  }

  async declare(person: string, incident: DeclareIncident): Promise<string> {
    const { incidents, settle } = this.options;
    const detail = await incidents.declare(user(person), incident);
    await settle();
    return detail.incident.number;
  }

  async act(
    person: string,
    number: string,
    { verb, body }: DemoIncidentCall,
  ): Promise<void> {
    await this.options.incidents.act(user(person), number, {
      verb,
      body: verbBodies[verb].parse(body),
    } as Asked);
    if (raising.includes(verb)) await this.options.settle();
  }

  async writeReview(
    person: string,
    number: string,
    words: Partial<ReviewContent>,
  ): Promise<void> {
    await this.act(person, number, { verb: 'start-review', body: {} });
    const { revision, content } = await this.options.reviews.review(
      user(person),
      number,
    );
    await this.act(person, number, {
      verb: 'edit-review',
      body: { revision, content: { ...content, ...words } },
    });
  }

  async finishAction(
    person: string,
    number: string,
    { action, text }: { action: string; text: string },
  ): Promise<void> {
    const { items } = await this.options.reviews.actions(
      user(person),
      listActionsSchema.parse({ incident: number, state: 'open' }),
    );
    const item = items.find(each => each.text === action);
    if (!item) throw new Error(`${number} has no open action item "${action}"`);
    await this.act(person, number, {
      verb: 'finish-action',
      body: { action: item.id, text },
    });
  }

  async openProblem(person: string, problem: OpenProblem): Promise<string> {
    const opened = await this.options.problems.open(user(person), problem);
    return opened.problem.number;
  }

  async actOnProblem(
    person: string,
    number: string,
    { verb, body }: DemoProblemCall,
  ): Promise<void> {
    await this.options.problems.act(user(person), number, {
      verb,
      body: problemBodies[verb].parse(body),
    } as AskedOfProblem);
  }
}
