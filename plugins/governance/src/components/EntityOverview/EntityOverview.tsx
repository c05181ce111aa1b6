import { AppNode } from '@backstage/frontend-plugin-api';
import {
  EntityOrphanWarning,
  EntityProcessingErrorsPanel,
  EntityRelationWarning,
  EntitySwitch,
  hasCatalogProcessingErrors,
  hasRelationWarnings,
  isOrphan,
} from '@backstage/plugin-catalog';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Fragment, ReactElement } from 'react';
import styles from './EntityOverview.module.css';

type Card = EntityContentLayoutProps['cards'][number];

/** The extension that a card is: its element is the boundary that Backstage puts around it. */
function extensionOf({ element }: Card): string | undefined {
  return (element as ReactElement<{ node?: AppNode }>).props.node?.spec.id;
}

/**
 * The overview of an entity: what whoever deploys asks comes first, also where there is one column. The rest is as in the
 * catalog's own layout: facts on the right, everything else below.
 */
export function EntityOverview(
  props: EntityContentLayoutProps & {
    /** The extensions of the cards that come first, in this order. */
    first: readonly string[];
  },
) {
  const { cards, first } = props;
  const rankOf = (card: Card) => first.indexOf(extensionOf(card) ?? '');
  const lead = cards
    .filter(card => rankOf(card) >= 0)
    .sort((a, b) => rankOf(a) - rankOf(b));
  const others = cards.filter(card => !lead.includes(card));
  return (
    <>
      <Warnings />
      <div className={styles.page}>
        <Cards className={styles.lead} cards={lead} />
        <Cards
          className={styles.facts}
          cards={others.filter(({ type }) => type === 'info')}
        />
        <Cards
          className={styles.rest}
          cards={others.filter(({ type }) => type !== 'info')}
        />
      </div>
    </>
  );
}

function Cards(props: { className: string; cards: readonly Card[] }) {
  const { className, cards } = props;
  return cards.length === 0 ? null : (
    <div className={className}>
      {cards.map((card, index) => (
        <Fragment key={extensionOf(card) ?? index}>{card.element}</Fragment>
      ))}
    </div>
  );
}

/** What the catalog says is wrong with the entity. */
function Warnings() {
  return (
    <div className={styles.warnings}>
      <EntitySwitch>
        <EntitySwitch.Case if={isOrphan}>
          <EntityOrphanWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasRelationWarnings}>
          <EntityRelationWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasCatalogProcessingErrors}>
          <EntityProcessingErrorsPanel />
        </EntitySwitch.Case>
      </EntitySwitch>
    </div>
  );
}
