import { ResponseError } from '@backstage/errors';
import {
  BackstageUserIdentity,
  DiscoveryApi,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { z } from 'zod/mini';

const sessionSchema = z.object({
  profile: z.object({
    email: z.optional(z.string()),
    displayName: z.optional(z.string()),
    picture: z.optional(z.string()),
  }),
  backstageIdentity: z.object({
    token: z.string(),
    identity: z.object({
      type: z.literal('user'),
      userEntityRef: z.string(),
      ownershipEntityRefs: z.array(z.string()),
    }),
  }),
});

type Session = z.infer<typeof sessionSchema>;

/** A token is replaced this long before it expires, in milliseconds. */
const EXPIRY_MARGIN_MS = 5 * 60_000;

const STORAGE_KEY = 'countersign.demo-user';

/** The user who signed in last in this browser, so that a reload does not ask again. */
export const rememberedDemoUser = {
  get: () => window.localStorage.getItem(STORAGE_KEY) ?? undefined,
  set: (entityRef: string) =>
    window.localStorage.setItem(STORAGE_KEY, entityRef),
  clear: () => window.localStorage.removeItem(STORAGE_KEY),
};

function expiryOf(token: string): number {
  const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
  const { exp } = z
    .object({ exp: z.number() })
    .parse(JSON.parse(window.atob(payload)));
  return exp * 1000 - EXPIRY_MARGIN_MS;
}

/** Identity of a demo user: a session that the `demo-users` auth provider gives for the asking, and renews. */
export class DemoUserIdentity implements IdentityApi {
  readonly #user: { entityRef: string; name: string };
  readonly #discoveryApi: DiscoveryApi;
  #session?: { value: Promise<Session>; expiresAt: number };

  private constructor(
    user: { entityRef: string; name: string },
    discoveryApi: DiscoveryApi,
  ) {
    this.#user = user;
    this.#discoveryApi = discoveryApi;
  }

  /**
   * Signs in.
   *
   * @throws ResponseError when the backend refuses
   */
  static async signIn(
    user: { entityRef: string; name: string },
    discoveryApi: DiscoveryApi,
  ): Promise<DemoUserIdentity> {
    const identity = new DemoUserIdentity(user, discoveryApi);
    await identity.#getSession();
    rememberedDemoUser.set(user.entityRef);
    return identity;
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return (await this.#getSession()).backstageIdentity.identity;
  }

  async getCredentials(): Promise<{ token?: string }> {
    return { token: (await this.#getSession()).backstageIdentity.token };
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    const { profile } = await this.#getSession();
    return { displayName: this.#user.name, ...profile };
  }

  async signOut(): Promise<void> {
    rememberedDemoUser.clear();
  }

  #getSession(): Promise<Session> {
    if (!this.#session || this.#session.expiresAt < Date.now()) {
      const value = this.#fetchSession();
      const session = { value, expiresAt: Infinity };
      this.#session = session;
      value.then(
        ({ backstageIdentity }) => {
          session.expiresAt = expiryOf(backstageIdentity.token);
        },
        () => {
          this.#session = undefined;
        },
      );
    }
    return this.#session.value;
  }

  async #fetchSession(): Promise<Session> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('auth');
    const response = await fetch(`${baseUrl}/demo-users/refresh`, {
      headers: {
        'x-demo-user': this.#user.entityRef,
        'x-requested-with': 'XMLHttpRequest',
      },
      credentials: 'include',
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return sessionSchema.parse(await response.json());
  }
}
