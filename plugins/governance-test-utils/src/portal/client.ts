import { mockCredentials } from '@backstage/backend-test-utils';

/** What the client of a plugin's API needs. */
export interface ClientOptions {
  baseUrl: () => Promise<string>;
  fetch: typeof fetch;
}

/** The API of one plugin of a portal in a test, for whoever asks. */
export class PluginApi {
  readonly #pluginId: string;
  readonly #baseUrl: () => string;

  /** @param baseUrl - of the plugin, such as `http://localhost:7007/api/incident-management` */
  constructor(pluginId: string, baseUrl: () => string) {
    this.#pluginId = pluginId;
    this.#baseUrl = baseUrl;
  }

  /** As a signed-in person. */
  as(userRef: string): ClientOptions {
    return this.#with(mockCredentials.user.token(userRef));
  }

  /** As a pipeline. */
  asPipeline(subject = 'external:ci'): ClientOptions {
    return this.#with(pipelineToken(this.#pluginId, subject));
  }

  #with(token: string): ClientOptions {
    return {
      baseUrl: async () => this.#baseUrl(),
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...init?.headers, Authorization: `Bearer ${token}` },
        }),
    };
  }
}

/** The token of a pipeline for one plugin. */
export function pipelineToken(
  pluginId: string,
  subject = 'external:ci',
): string {
  return mockCredentials.service.token({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: pluginId,
  });
}
