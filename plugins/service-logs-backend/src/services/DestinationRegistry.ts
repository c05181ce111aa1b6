import { NotFoundError } from '@backstage/errors';
import { LogDestinationInfo } from '@countersign/plugin-service-logs-common';
import {
  LogDestination,
  LogDestinations,
} from '@countersign/plugin-service-logs-node';

/** The destinations of kept results that modules brought, in the order in which they did. */
export class DestinationRegistry implements LogDestinations {
  readonly #destinations = new Map<string, LogDestination>();

  addDestination(destination: LogDestination): void {
    if (this.#destinations.has(destination.name)) {
      throw new Error(
        `There are two destinations of logs called ${destination.name}: rename one`,
      );
    }
    this.#destinations.set(destination.name, destination);
  }

  /** As readers see them. */
  get all(): LogDestinationInfo[] {
    return [...this.#destinations.values()].map(({ name, title, place }) => ({
      ...{ name, title, place },
    }));
  }

  /** @throws NotFoundError naming those that there are */
  one(name: string): LogDestination {
    const found = this.#destinations.get(name);
    if (found) return found;
    const known = [...this.#destinations.keys()];
    throw new NotFoundError(
      known.length > 0
        ? `There is no destination ${name}; there are ${known.join(', ')}`
        : `There is no destination ${name}: name it under serviceLogs.destinations`,
    );
  }
}
