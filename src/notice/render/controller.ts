import { responsiblePerson } from '../../answers/sender.js';
import type { Contact } from '../../domain/register-policy.js';
import { type Block, paragraph, subheading } from '../../paper/paper.js';
import type { Draft } from './notice-section.js';

/** Art. 13(1)(a): who decides on the data, and how they are reached. */
export function controllerAndContact({ policy, language, t }: Draft): Block[] {
  const { controller, contactPerson, controllerKind } = policy;
  const name = responsiblePerson(contactPerson, language);
  const role = t('term.contactPerson');
  return [
    {
      kind: 'facts',
      rows: [
        [t('term.controller'), controller.name],
        ...(controller.businessId === undefined
          ? []
          : [[t('contact.businessId'), controller.businessId] as const]),
        ...reachedAt(controller, t),
      ],
    },
    ...(controllerKind === 'natural-person' ? [paragraph(t('privacyNotice.controller.naturalPerson'))] : []),
    ...missing(controller, t, 'privacyNotice.controller.missing'),
    subheading(role),
    {
      kind: 'facts',
      rows: [...(name === role ? [] : [[role, name] as const]), ...reachedAt(contactPerson, t)],
    },
    ...missing(contactPerson, t, 'privacyNotice.contactPerson.missing'),
  ];
}

/** Art. 13(1)(b). A policy names no data protection officer, so nobody can say that there is none. */
export function dataProtectionOfficer({ t }: Draft): Block[] {
  return [subheading(t('privacyNotice.dpo')), paragraph(t('privacyNotice.dpo.notStated'))];
}

function reachedAt({ street, postalCode, city, phone, email }: Contact, t: Draft['t']) {
  const town = [postalCode, city].filter(isText).join(' ');
  const address = [street, town].filter((line) => isText(line) && line !== '').join(', ');
  const rows = [
    [t('contact.address'), address],
    [t('contact.phone'), phone ?? ''],
    [t('contact.email'), email ?? ''],
  ] as const;
  return rows.filter(([, value]) => value !== '');
}

function missing(
  { notStated }: Contact,
  t: Draft['t'],
  key: 'privacyNotice.controller.missing' | 'privacyNotice.contactPerson.missing',
): Block[] {
  if (notStated.length === 0) return [];
  return [paragraph(t(key, { fields: notStated.map((field) => t(`contactField.${field}`)).join(', ') }))];
}

const isText = (text: string | undefined): text is string => text !== undefined;
