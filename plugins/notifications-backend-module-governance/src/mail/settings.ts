import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { getProcessorFiltersFromConfig } from '@backstage/plugin-notifications-common';
import { durationToMilliseconds } from '@backstage/types';

const ROOT = 'notifications.processors.email';

/** Transports that this module sends by. */
const ownTransports = ['smtp', 'sendmail', 'stream'];

/** Transports of services that Backstage's own module speaks to. */
const transportsOfBackstage = ['ses', 'azure'];

/**
 * Who sends by the transport that is configured.
 *
 * @throws InputError when nobody knows it
 */
export function whoSendsMails(config: RootConfigService): 'we' | 'backstage' {
  const key = `${ROOT}.transportConfig.transport`;
  const transport = config.getString(key);
  if (ownTransports.includes(transport)) return 'we';
  if (transportsOfBackstage.includes(transport)) return 'backstage';
  const known = [...ownTransports, ...transportsOfBackstage].join(', ');
  throw new InputError(
    `Invalid configuration. ${key}: '${transport}' is none of ${known}`,
  );
}

/** The configuration of mails, as Backstage's e-mail module has it. */
export function readMailSettings(config: RootConfigService) {
  const email = config.getConfig(ROOT);
  const addresses = (key: string) =>
    email
      .getOptionalStringArray(key)
      ?.map(address => address.trim().toLowerCase());
  const interval = 'throttleInterval';
  return {
    baseUrl: config.getString('app.baseUrl'),
    sender: email.getString('sender'),
    replyTo: email.getOptionalString('replyTo'),
    transport: email.getConfig('transportConfig'),
    filters: getProcessorFiltersFromConfig(email),
    /** So many mails begin within an interval. */
    pace: {
      most: email.getOptionalNumber('concurrencyLimit') ?? 2,
      withinMs: email.has(interval)
        ? durationToMilliseconds(
            readDurationFromConfig(email, { key: interval }),
          )
        : 100,
    },
    allowedDomains: addresses('allowedEmailDomains'),
    allowed: addresses('allowlistEmailAddresses'),
    denied: addresses('denylistEmailAddresses') ?? [],
    broadcast: readBroadcast(config),
  };
}
export type MailSettings = ReturnType<typeof readMailSettings>;

/** Who gets what is for everybody. */
export type Broadcast =
  | { to: 'nobody' }
  | { to: 'users' }
  | { to: 'addresses'; addresses: string[] };

function readBroadcast(config: RootConfigService): Broadcast {
  const broadcast = config.getOptionalConfig(`${ROOT}.broadcastConfig`);
  const receiver = broadcast?.getString('receiver') ?? 'none';
  switch (receiver) {
    case 'none':
      return { to: 'nobody' };
    case 'users':
      return { to: 'users' };
    case 'config':
      return {
        to: 'addresses',
        addresses: broadcast?.getOptionalStringArray('receiverEmails') ?? [],
      };
    default:
      throw new InputError(
        `Invalid configuration. ${ROOT}.broadcastConfig.receiver: '${receiver}' is none of none, users, config`,
      );
  }
}
