import {
  CallOptions,
  JsonClient,
  segment,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  acknowledgeRequestSchema,
  alertPageSchema,
  AlertView,
  listAlertsQuerySchema,
} from './alerts';
import { problemListSchema } from './definitions';
import {
  historyQuerySchema,
  listObjectivesQuerySchema,
  ObjectiveDetail,
  ObjectiveHistory,
  objectivePageSchema,
} from './objectives';
import { sourceListSchema } from './sources';

export type ListObjectives = z.input<typeof listObjectivesQuerySchema>;
export type ObjectivePage = z.infer<typeof objectivePageSchema>;
export type ListAlerts = z.input<typeof listAlertsQuerySchema>;
export type AlertPage = z.infer<typeof alertPageSchema>;
export type AcknowledgeRequest = z.input<typeof acknowledgeRequestSchema>;
export type DefinitionProblems = z.infer<typeof problemListSchema>;
export type SourceList = z.infer<typeof sourceListSchema>;

/** The HTTP API of service levels, typed: for pages, other backends and the command line. */
export class ServiceLevelsClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  listObjectives(query: ListObjectives = {}, options?: CallOptions) {
    return this.#client.get<ObjectivePage>('/objectives', query, options);
  }

  getObjective(id: string, options?: CallOptions) {
    return this.#client.get<ObjectiveDetail>(pathOf(id), {}, options);
  }

  getHistory(
    id: string,
    query: z.input<typeof historyQuerySchema>,
    options?: CallOptions,
  ) {
    return this.#client.get<ObjectiveHistory>(
      `${pathOf(id)}/history`,
      query,
      options,
    );
  }

  listAlerts(query: ListAlerts = {}, options?: CallOptions) {
    return this.#client.get<AlertPage>('/alerts', query, options);
  }

  acknowledgeAlert(
    number: string,
    body: AcknowledgeRequest,
    options?: CallOptions,
  ) {
    return this.#client.post<AlertView>(
      `/alerts/${segment(number)}/acknowledge`,
      body,
      options,
    );
  }

  listDefinitionProblems(options?: CallOptions) {
    return this.#client.get<DefinitionProblems>(
      '/definition-problems',
      {},
      options,
    );
  }

  listSources(options?: CallOptions) {
    return this.#client.get<SourceList>('/sources', {}, options);
  }
}

function pathOf(id: string): string {
  return `/objectives/${segment(id)}`;
}
