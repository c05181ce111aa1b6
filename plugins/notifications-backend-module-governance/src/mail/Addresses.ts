import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { UserEntity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { MailSettings } from './settings';

/** Where mails may go: addresses of the catalog's users, as far as the configuration lets them have mail. */
export class Addresses {
  readonly #options: AddressesOptions;

  constructor(options: AddressesOptions) {
    this.#options = options;
  }

  /** @throws when the catalog does not answer */
  async ofUser(user: string): Promise<string | undefined> {
    const { catalog, auth } = this.#options;
    const entity = await catalog.getEntityByRef(user, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const email = (entity as UserEntity | undefined)?.spec.profile?.email;
    return email && this.#mayHaveMail(email) ? email : undefined;
  }

  /**
   * Addresses that get what is for everybody.
   *
   * @throws when the catalog does not answer
   */
  async ofEverybody(): Promise<string[]> {
    const { broadcast } = this.#options.settings;
    let addresses: string[] = [];
    if (broadcast.to === 'addresses') addresses = broadcast.addresses;
    if (broadcast.to === 'users') addresses = await this.#ofAllUsers();
    return [...new Set(addresses)].filter(each => this.#mayHaveMail(each));
  }

  async #ofAllUsers(): Promise<string[]> {
    const { catalog, auth } = this.#options;
    const { items } = await catalog.getEntities(
      { filter: { kind: 'user' }, fields: ['spec.profile.email'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.flatMap(
      item => (item as UserEntity).spec?.profile?.email ?? [],
    );
  }

  #mayHaveMail(address: string): boolean {
    const { settings, logger } = this.#options;
    if (!isAddress(address)) {
      logger.warn(`No mail can go to '${address}': it is no e-mail address`);
      return false;
    }
    const { allowedDomains, allowed, denied } = settings;
    const given = address.toLowerCase();
    if (denied.includes(given)) return false;
    if (allowed?.includes(given)) return true;
    if (allowedDomains) {
      return allowedDomains.includes(given.slice(given.lastIndexOf('@') + 1));
    }
    return allowed === undefined;
  }
}

/** One address and nothing else: a header may hold several, with names beside them. */
function isAddress(text: string): boolean {
  return /^[^\s"',;<>:@]+@[^\s"',;<>:@]+$/.test(text);
}

interface AddressesOptions {
  catalog: Pick<CatalogService, 'getEntities' | 'getEntityByRef'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  settings: Pick<
    MailSettings,
    'allowed' | 'allowedDomains' | 'broadcast' | 'denied'
  >;
  logger: LoggerService;
}
