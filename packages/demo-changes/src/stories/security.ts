import {
  DemoCalendar,
  component,
  people,
  resource,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { plan, updated } from '../plans';
import { Story } from '../types';

const { clara, leila, yusuf } = people;

/** What team security did: identity, keys and secrets. */
export function securityStories(calendar: DemoCalendar): Story[] {
  const change = (subject: Subject) => Journey.of(calendar, subject);
  return [
    change({
      id: 'psp-credentials-rotation',
      title: 'Rotate the PSP’s credentials',
      items: [resource('psp-credentials')],
      category: 'security',
      requester: yusuf,
      implementer: clara,
      window: calendar.workday(-56, 8),
      justification: 'Due every 90 days.',
      implementationPlan:
        'Add the new version, restart payments-gateway, disable the old one after a day.',
      testPlan: 'A card payment; no use of the old version in the audit log.',
      backoutPlan: 'Enable the old version.',
      withoutCommit: true,
    })
      .asked()
      .approved()
      .performed('New version in use since 08:21 UTC.')
      .closed('Old version disabled.')
      .story(),
    change({
      id: 'identity-passkeys',
      title: 'Passkeys for customers',
      items: [component('identity-provider')],
      requester: clara,
      implementer: leila,
      window: calendar.workday(-50, 6, 120),
      justification: 'Account takeovers by reused passwords: 40 a month.',
      implementationPlan:
        'Deploy 12.4.0 with enrolment off; on for one percent after an hour.',
      testPlan: 'Enrolment and sign-in on the eight most used devices.',
      backoutPlan: 'Switch enrolment off; passwords go on working.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('1,100 passkeys in the first day.')
      .story(),
    change({
      id: 'data-key-rotation',
      title: 'Rotate the data key every 90 days',
      items: [resource('data-kms-key')],
      category: 'security',
      requester: yusuf,
      implementer: leila,
      window: calendar.workday(-42, 9),
      justification: 'The policy asks for 90 days; it was 365.',
      implementationPlan:
        'Apply the plan. New writes use the new version, old data stays readable.',
      testPlan:
        'Reads of old and new objects; no decrypt error in the audit log.',
      backoutPlan: 'Apply the previous commit.',
      plan: plan(
        updated(
          'google_kms_crypto_key.data',
          { name: 'data', rotation_period: '31536000s' },
          { rotation_period: '7776000s' },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('No decrypt error.')
      .story(),
    change({
      id: 'provider-keys-rotation',
      title: 'Rotate the mail provider’s key',
      category: 'security',
      items: [resource('message-provider-keys')],
      requester: clara,
      implementer: yusuf,
      window: calendar.workday(-11, 10),
      justification: 'A supplier’s laptop was lost.',
      implementationPlan:
        'Add the new version, restart message-dispatcher, disable the old one.',
      testPlan: 'A test message; no use of the old version in the audit log.',
      backoutPlan: 'Enable the old version.',
      withoutCommit: true,
    })
      .asked()
      .approved()
      .performed('Rotated; the old version is disabled.', 25)
      .closed('Mail flows.')
      .story(),
    change({
      id: 'identity-session-length',
      title: 'Sessions of staff last eight hours',
      items: [component('identity-provider')],
      category: 'access',
      requester: clara,
      implementer: leila,
      window: calendar.workday(11, 6),
      justification: 'Audit finding: staff sessions never end.',
      implementationPlan: 'Deploy 12.5.0.',
      testPlan:
        'A session of yesterday is refused; on-call is not signed out during an incident.',
      backoutPlan: 'Deploy 12.4.1.',
    })
      .asked()
      .approved()
      .story(),
    change({
      id: 'signing-key-algorithm',
      title: 'Sign sessions with Ed25519',
      items: [resource('session-signing-key')],
      category: 'security',
      requester: yusuf,
      implementer: clara,
      window: calendar.workday(13, 5),
      justification: 'Smaller tokens.',
      implementationPlan:
        'Add the key, sign with it, drop the old one after eight hours.',
      backoutPlan: 'Sign with the old key.',
      withoutCommit: true,
    })
      .asked()
      .canceled('Two partners cannot verify it yet.', 5)
      .story(),
  ];
}
