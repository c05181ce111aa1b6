import { say, StoryContext } from '@countersign/plugin-governance-common';
import { Facts } from '../../facts/facts';
import { World } from '../../judge/world';
import type { Telling } from './Teller';

/**
 * What other areas demanded when something was decided: worked out again by the area itself, from what it says it derived it from
 * and from its own log, where that is there. What nobody here can work out is taken as it is recorded, and said.
 */
export function tellDemands(
  facts: Facts,
  world: World,
  {
    entry,
    book,
    context,
    relies,
  }: Pick<Telling, 'entry' | 'book' | 'context' | 'relies'>,
): void {
  const { type, content } = facts;
  for (const demand of world.demands) {
    const derivation = derivationOf(context, demand.source);
    if (!derivation) {
      relies.add(
        `That what ${demand.title} demanded follows from anything: it is taken as it is recorded.`,
      );
      book.supports(
        'demands',
        say`What ${demand.title} demanded is taken as it is recorded.`,
        entry.id,
      );
      continue;
    }
    const { source: _, title: __, ...answer } = demand;
    const derived = derivation.derive(
      {
        at: world.at,
        answer,
        about: {
          type,
          category: content.category,
          environment: content.environment,
          reliabilityFix: content.reliabilityFix ?? false,
          items: [...content.items],
        },
      },
      context.beside,
    );
    book.check(
      'demands',
      derived.holds,
      {
        pass: say`${demand.title}: ${derived.text}`,
        fail: say`${demand.title}: ${derived.text}`,
      },
      entry.id,
    );
    derived.relies.forEach(each => relies.add(each));
  }
}

function derivationOf({ derivations }: StoryContext, source: string) {
  return derivations.find(each => each.source === source);
}
