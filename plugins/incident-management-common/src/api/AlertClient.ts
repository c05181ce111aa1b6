import {
  CallOptions,
  JsonClient,
  segment,
} from '@countersign/plugin-governance-common';
import { OpenSilence, Silence } from '../silences';
import {
  AlertGroup,
  AlertGroupPage,
  AlertHistory,
  AlertPage,
  AssignGroup,
  DeadLetter,
  DeadLetterPage,
  Integrations,
  ListAlertGroups,
  ListAlerts,
  ListDeadLetters,
  ListSilences,
  MappingTryout,
  RunningMaintenanceAnswer,
  SilencePage,
  TryMapping,
} from './alerts';

/** The HTTP API of alerts, typed: for pages, other backends and the command line. */
export class AlertClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  listGroups(query: ListAlertGroups = {}, options?: CallOptions) {
    return this.#client.get<AlertGroupPage>('/alert-groups', query, options);
  }

  getGroup(id: string, options?: CallOptions) {
    return this.#client.get<AlertGroup>(
      `/alert-groups/${segment(id)}`,
      {},
      options,
    );
  }

  /** Says which entity the alerts of a group are about. */
  assignGroup(id: string, body: AssignGroup, options?: CallOptions) {
    return this.#client.post<AlertGroup>(
      `/alert-groups/${segment(id)}/assign`,
      body,
      options,
    );
  }

  listAlerts(query: ListAlerts = {}, options?: CallOptions) {
    return this.#client.get<AlertPage>('/alerts', query, options);
  }

  getHistory(id: string, options?: CallOptions) {
    return this.#client.get<AlertHistory>(
      `/alerts/${segment(id)}/history`,
      {},
      options,
    );
  }

  /** What was received when an alert began, as the exact bytes that `countersign verify` takes. */
  getPayloads(id: string, options?: CallOptions) {
    return this.#client.bytes(`/alerts/${segment(id)}/payloads`, {}, options);
  }

  /** Who sends alerts here, and how that goes. */
  listIntegrations(options?: CallOptions) {
    return this.#client.get<Integrations>('/integrations', {}, options);
  }

  /** What would become of a payload. */
  tryMapping(body: TryMapping, options?: CallOptions) {
    return this.#client.post<MappingTryout>('/mapping/try', body, options);
  }

  listSilences(query: ListSilences = {}, options?: CallOptions) {
    return this.#client.get<SilencePage>('/silences', query, options);
  }

  /** Maintenance windows that keep alerts quiet now. */
  listMaintenance(options?: CallOptions) {
    return this.#client.get<RunningMaintenanceAnswer>(
      '/maintenance',
      {},
      options,
    );
  }

  openSilence(body: OpenSilence, options?: CallOptions) {
    return this.#client.post<Silence>('/silences', body, options);
  }

  endSilence(id: string, options?: CallOptions) {
    return this.#client.post<Silence>(
      `/silences/${segment(id)}/end`,
      {},
      options,
    );
  }

  listDeadLetters(query: ListDeadLetters = {}, options?: CallOptions) {
    return this.#client.get<DeadLetterPage>('/dead-letters', query, options);
  }

  replayDeadLetter(id: string, options?: CallOptions) {
    return this.#client.post<DeadLetter>(
      `/dead-letters/${segment(id)}/replay`,
      {},
      options,
    );
  }

  discardDeadLetter(id: string, options?: CallOptions) {
    return this.#client.post<DeadLetter>(
      `/dead-letters/${segment(id)}/discard`,
      {},
      options,
    );
  }
}
