import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import { ChangeManagementApi } from '../../api';

interface Entry {
  request?: Promise<ConfigurationItemResponse>;
  refreshers: Set<() => void>;
}

/**
 * One request for all cards of a page: the cards stand beside each other and know nothing of one another.
 *
 * An answer is kept as long as a card shows it, so that a page opened later is never shown an old one.
 */
export class SharedItems {
  readonly #api: Pick<ChangeManagementApi, 'getConfigurationItem'>;
  readonly #entries = new Map<string, Entry>();

  constructor(api: Pick<ChangeManagementApi, 'getConfigurationItem'>) {
    this.#api = api;
  }

  /** The answer that the other cards wait for too. */
  load(entityRef: string): Promise<ConfigurationItemResponse> {
    const entry = this.#entry(entityRef);
    entry.request ??= this.#api.getConfigurationItem(entityRef);
    return entry.request;
  }

  /** A card comes; `refresh` is called when any card asks anew. Returns what to call when it goes. */
  join(entityRef: string, refresh: () => void): () => void {
    const entry = this.#entry(entityRef);
    entry.refreshers.add(refresh);
    return () => {
      entry.refreshers.delete(refresh);
      if (!entry.refreshers.size) this.#entries.delete(entityRef);
    };
  }

  /** Forgets the answer and has every card load again, together. */
  refresh(entityRef: string): void {
    const entry = this.#entry(entityRef);
    entry.request = undefined;
    entry.refreshers.forEach(refresh => refresh());
  }

  #entry(entityRef: string): Entry {
    let entry = this.#entries.get(entityRef);
    if (!entry) {
      entry = { refreshers: new Set() };
      this.#entries.set(entityRef, entry);
    }
    return entry;
  }
}
