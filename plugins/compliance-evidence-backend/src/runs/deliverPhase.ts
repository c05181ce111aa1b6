import {
  AreaPages,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { pluginId } from '../assurance/unit';
import { DeliveryStore, StoredDelivery } from '../database/DeliveryStore';
import { Mail, Mailer, NotSent } from '../mail/Mailer';
import { mailText } from '../mail/mailText';
import { PhaseFailure, problemText } from './PhaseFailure';
import { RunContext } from './RunContext';

const MEGABYTE = 1024 * 1024;
const LONGEST_PAUSE_MS = 30 * 60_000;

/** What delivering needs. */
export interface DeliveryTools {
  deliveries: DeliveryStore;
  mailer: Mailer | undefined;
  pages: AreaPages;
  /** The pause after the first failure. */
  retryAfterMs: number;
  /** Who is told of a mail that did not go out. */
  alerts: readonly string[];
}

/** It goes on later, and nobody needs to hold the run until then. */
export interface Later {
  afterMs: number;
}

function skipped(
  { stored }: RunContext,
  { mailer }: DeliveryTools,
  all: readonly StoredDelivery[],
): string | undefined {
  if (stored.recipients.length === 0) return 'The report names no recipients.';
  if (all.length === 0) return 'Whoever asked for the run wanted no mails.';
  return mailer
    ? undefined
    : 'No mail server is configured: set complianceEvidence.mail.';
}

function notAllDelivered(lost: readonly StoredDelivery[]): PhaseFailure {
  const unknown = lost.some(({ state }) => state === 'unknown');
  return new PhaseFailure({
    problem: lost
      .map(({ recipient, problem }) => `${recipient}: ${problem}`)
      .join('; '),
    remedy: unknown
      ? 'Ask whoever should have it whether it arrived, and send the pack again if not.'
      : 'Mend what is said here, and send the pack again.',
  });
}

/** Sees to the mails of one run. */
class Postman {
  constructor(
    private readonly context: RunContext,
    private readonly tools: DeliveryTools,
  ) {}

  async see(delivery: StoredDelivery): Promise<void> {
    if (delivery.state === 'sending') {
      // Whoever handed it over was killed before the server's answer was written.
      await this.#failed(delivery, {
        problem:
          'The portal ended while the mail was handed over; it may have arrived',
        isUnknown: true,
      });
      return;
    }
    const isDue = delivery.nextAttemptAt.getTime() <= Date.now();
    if (delivery.state === 'waiting' && isDue) await this.#try(delivery);
  }

  async #try(delivery: StoredDelivery): Promise<void> {
    const mailer = this.tools.mailer!;
    const attempt = delivery.attempts + 1;
    try {
      const { mail, form } = this.#mail(delivery, mailer);
      await mailer.verify();
      await this.#update(delivery, {
        state: 'sending',
        attempts: attempt,
        form,
      });
      await mailer.send(mail);
      await this.#sent(delivery, form);
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      const { isLasting, isUnknown } = error.how;
      const problem = problemText(error);
      if (isUnknown || isLasting || attempt >= mailer.settings.attempts) {
        await this.#failed(delivery, { problem, isUnknown });
        return;
      }
      const pause = Math.min(
        this.tools.retryAfterMs * 2 ** (attempt - 1),
        LONGEST_PAUSE_MS,
      );
      await this.#update(delivery, {
        state: 'waiting',
        attempts: attempt,
        problem,
        nextAttemptAt: new Date(Date.now() + pause),
      });
    }
  }

  #mail(
    { recipient, messageId }: StoredDelivery,
    { settings }: Mailer,
  ): { mail: Mail; form: 'attachment' | 'link' } {
    const { run, stored, report, tools } = this.context;
    const pack = stored.pack!;
    const form =
      pack.size <= settings.attachUpTo * MEGABYTE ? 'attachment' : 'link';
    const { filename, ...texts } = mailText({
      run,
      report: report.definition,
      url: this.tools.pages.url('runs', run.number),
      form,
      pack,
    });
    return {
      form,
      mail: {
        ...texts,
        to: recipient,
        messageId,
        ...(form === 'attachment' && {
          attachment: { filename, content: tools.store.get(pack.key) },
        }),
      },
    };
  }

  #update(
    delivery: StoredDelivery,
    fields: Parameters<DeliveryStore['update']>[3],
  ): Promise<void> {
    const { context, tools } = this;
    return context.write(({ trx }) =>
      tools.deliveries.update(trx, context.run.id, delivery, fields),
    );
  }

  async #sent(
    delivery: StoredDelivery,
    form: 'attachment' | 'link',
  ): Promise<void> {
    const { context, tools } = this;
    await context.write(async unit => {
      await tools.deliveries.update(unit.trx, context.run.id, delivery, {
        state: 'sent',
        sentAt: unit.now,
        problem: null,
      });
      await unit.record('run.delivered', context.run.number, {
        recipient: delivery.recipient,
        messageId: delivery.messageId,
        as: form,
      });
    });
  }

  async #failed(
    delivery: StoredDelivery,
    { problem, isUnknown }: { problem: string; isUnknown: boolean },
  ): Promise<void> {
    const { context, tools } = this;
    const { run } = context;
    await context.write(async unit => {
      await tools.deliveries.update(unit.trx, run.id, delivery, {
        state: isUnknown ? 'unknown' : 'failed',
        problem,
      });
      await unit.record('run.delivery_failed', run.number, {
        recipient: delivery.recipient,
        problem,
        unknown: isUnknown,
      });
      unit.tell(
        recordNotification(
          { pluginId, number: run.number, title: run.title },
          {
            occasion: `delivery-${delivery.recipient}`,
            words: `did not reach ${delivery.recipient}`,
            weight: 'act',
            recipients: toldOf(run.requestedBy, tools.alerts),
          },
        ),
      );
    });
  }
}

/** Who hears of trouble: who is configured, else who asked for the run. */
export function toldOf(
  requestedBy: string,
  alerts: readonly string[],
): string[] {
  if (alerts.length > 0) return [...alerts];
  return requestedBy.startsWith('user:') ? [requestedBy] : [];
}

/**
 * Mails the pack, each recipient a mail of their own. That a mail is about to be handed over is written first: one whose
 * outcome nobody knows is never sent again by itself.
 */
export async function deliverPhase(
  context: RunContext,
  tools: DeliveryTools,
): Promise<Later | undefined> {
  const { run, knex } = context;
  const read = () => tools.deliveries.latest(knex, run.id);
  const all = await read();
  const why = skipped(context, tools, all);
  if (why) {
    await context.write(async ({ trx }) => {
      const { progress } = context.tools;
      await progress.end(trx, run.id, 'deliver', 'skipped', why);
    });
    return undefined;
  }
  const postman = new Postman(context, tools);
  for (const delivery of all) await postman.see(delivery);
  const after = await read();
  const waiting = after.filter(({ state }) => state === 'waiting');
  if (waiting.length > 0) {
    const next = Math.min(
      ...waiting.map(({ nextAttemptAt }) => nextAttemptAt.getTime()),
    );
    return { afterMs: Math.max(0, next - Date.now()) };
  }
  const lost = after.filter(({ state }) => state !== 'sent');
  if (lost.length > 0) throw notAllDelivered(lost);
  await context.finish('deliver', async () => {});
  return undefined;
}
