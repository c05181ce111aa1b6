import { DeliveryStore } from '../../database/DeliveryStore';
import { Mailer, NotSent } from '../../mail/Mailer';
import { DeliveryTools } from '../../runs/deliverPhase';
import { Move } from './moves';
import { Killed } from './RunHand';

/**
 * A mail server that takes a mail, says no, or is heard no more; or the portal is killed once it has taken one.
 *
 * @param arrived - Told of each mail that it took.
 */
export function deliveryBy(
  fate: Extract<Move, { do: 'work' }>['mail'],
  deliveries: DeliveryStore,
  arrived: (recipient: string) => void,
): DeliveryTools {
  const mailer = {
    domain: 'example.com',
    settings: { attachUpTo: 0, attempts: 2 },
    verify: async () => {},
    send: async ({ to }: { to: string }) => {
      if (fate === 'refused') {
        throw new NotSent('No', { isLasting: false, isUnknown: false });
      }
      arrived(to);
      if (fate === 'lost') {
        throw new NotSent('?', { isLasting: false, isUnknown: true });
      }
      if (fate === 'killed') throw new Killed();
    },
  };
  return {
    deliveries,
    mailer: mailer as unknown as Mailer,
    pages: { url: () => '/' } as never,
    retryAfterMs: 0,
    alerts: [],
  };
}
