import { PlanOutline } from '@countersign/plugin-change-management-common';

/** A plan as it may be stored, and the catalog entities it touches. What came in is not kept anywhere. */
export class ReadPlan {
  readonly outline: PlanOutline;
  /** The redacted plan as JSON. It is stored and sent as it is: a large one is nothing for the main thread to parse. */
  readonly text: string;
  /** Sorted, each once. */
  readonly entities: string[];

  constructor(
    fields: Pick<ReadPlan, 'outline' | 'text'> & { entities: string[] },
  ) {
    this.outline = fields.outline;
    this.text = fields.text;
    this.entities = fields.entities;
  }
}

/** The output of `terraform show -json` as a request carries it, or read already. */
export type PlanInput = Record<string, unknown> | ReadPlan;

/** What a change keeps of its plan beside the plan itself. */
export function planSummary({ outline }: ReadPlan) {
  const { digest, counts, unmapped } = outline;
  return { digest, counts, unmapped };
}
