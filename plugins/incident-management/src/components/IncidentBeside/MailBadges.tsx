import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { PageMail } from '@countersign/plugin-incident-management-common';
import {
  RemixiconComponentType,
  RiMailCheckLine,
  RiMailCloseLine,
  RiMailLine,
} from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';

const looks = {
  parked: { tone: 'danger', icon: RiMailCloseLine },
  refused: { tone: 'warning', icon: RiMailLine },
  waiting: { tone: 'neutral', icon: RiMailLine },
  unaddressed: { tone: 'neutral', icon: RiMailCloseLine },
  sent: { tone: 'success', icon: RiMailCheckLine },
} satisfies Record<string, { tone: Tone; icon: RemixiconComponentType }>;

type Look = keyof typeof looks;

/** What became of the mails of a page, the worst first; how many, where a page went to several. */
export function MailBadges({ mails }: { mails: readonly PageMail[] }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <>
      {(Object.keys(looks) as Look[]).map(look => {
        const count = mails.filter(mail => lookOf(mail) === look).length;
        if (count === 0) return null;
        const text = t(`beside.pages.mail.${look}`);
        return (
          <ToneBadge key={look} {...looks[look]}>
            {mails.length === 1
              ? text
              : t('beside.pages.mail.some', {
                  text,
                  some: String(count),
                  all: String(mails.length),
                })}
          </ToneBadge>
        );
      })}
    </>
  );
}

function lookOf({ state, attempts }: PageMail): Look {
  return state === 'waiting' && attempts > 0 ? 'refused' : state;
}
