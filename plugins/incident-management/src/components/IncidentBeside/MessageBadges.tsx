import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { PageMessage } from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiMailCheckLine,
  RiMailCloseLine,
  RiMailLine,
  RiSlackLine,
} from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';

/** By what a page went on from the portal. */
export type Via = 'mail' | 'slack';

const tones = {
  parked: 'danger',
  refused: 'warning',
  waiting: 'neutral',
  unaddressed: 'neutral',
  sent: 'success',
} satisfies Record<string, Tone>;

type Look = keyof typeof tones;

const looks = Object.keys(tones) as Look[];

const mailIcons: Partial<Record<Look, RemixiconComponentType>> = {
  parked: RiMailCloseLine,
  unaddressed: RiMailCloseLine,
  sent: RiMailCheckLine,
};

/** What became of the mails of a page, or of its Slack messages, the worst first; how many, where there are several. */
export function MessageBadges({
  via,
  messages,
}: {
  via: Via;
  messages: readonly PageMessage[];
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <>
      {looks.map(look => {
        const count = messages.filter(each => lookOf(each) === look).length;
        if (count === 0) return null;
        const text = t(`beside.pages.${via}.${look}`);
        return (
          <ToneBadge
            key={look}
            tone={tones[look]}
            icon={via === 'slack' ? RiSlackLine : mailIcons[look] ?? RiMailLine}
          >
            {messages.length === 1
              ? text
              : t('beside.pages.some', {
                  text,
                  some: String(count),
                  all: String(messages.length),
                })}
          </ToneBadge>
        );
      })}
    </>
  );
}

function lookOf({ state, attempts }: PageMessage): Look {
  return state === 'waiting' && attempts > 0 ? 'refused' : state;
}
