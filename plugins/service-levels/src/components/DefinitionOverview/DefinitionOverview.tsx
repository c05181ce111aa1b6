import { AppNode } from '@backstage/frontend-plugin-api';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Fragment, ReactElement } from 'react';
import styles from './DefinitionOverview.module.css';

type Card = EntityContentLayoutProps['cards'][number];

const OWN = 'entity-card:service-levels/';

/** Whether a card is of this plugin: its element is the boundary that Backstage puts around it. */
function isOwn({ element }: Card): boolean {
  const { node } = (element as ReactElement<{ node?: AppNode }>).props;
  return node?.spec.id.startsWith(OWN) ?? false;
}

/** The overview of a definition: how it stands and what it says, and beside it what the catalog knows of it. */
export function DefinitionOverview({ cards }: EntityContentLayoutProps) {
  return (
    <div className={styles.page}>
      <Cards className={styles.main} cards={cards.filter(isOwn)} />
      <Cards
        className={styles.rest}
        cards={cards.filter(card => !isOwn(card))}
      />
    </div>
  );
}

function Cards(props: { className: string; cards: readonly Card[] }) {
  return (
    <div className={props.className}>
      {props.cards.map(({ element }, index) => (
        <Fragment key={index}>{element}</Fragment>
      ))}
    </div>
  );
}
