import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../domain/category.js';
import { policyOf } from '../../test/support/answers.js';
import type { NotificationContent } from './notification-content.js';
import { notificationMail } from './notification-mail.js';

const CONTENT: NotificationContent = {
  register: 'konttorimix',
  reference: 'KON-2026-7K3QF9XD',
  right: 'rectification',
  person: [{ kind: 'customer-number', value: 'K-77' }],
  changes: [
    { category: 'phone', change: 'corrected', value: '<+35850>' },
    { category: 'email', change: 'erased' },
    { category: 'name', change: 'restricted' },
  ],
};

const SAID = {
  fi: [
    'Asiakasnumero: K-77',
    'Oikaistu rekisterissämme. Oikea tieto: <+35850>',
    'Nimi: Käsittelyä on rajoitettu rekisterissämme.',
  ],
  sv: [
    'Kundnummer: K-77',
    'Har rättats i vårt register. Rätt uppgift: <+35850>',
    'Har raderats ur vårt register.',
  ],
  en: [
    'Customer number: K-77',
    'Corrected in our register. Correct data: <+35850>',
    'Erased from our register.',
  ],
};

describe('the mail to a recipient', () => {
  it.each(LANGUAGES)('says in the first language of the register (%s) what became of what', (language) => {
    const policy = { ...policyOf('konttorimix'), languages: [language, 'en' as const] };
    const { subject, text, html } = notificationMail(CONTENT, policy, 'Tilit Oy');
    for (const said of SAID[language]) expect(text).toContain(said);
    for (const part of [
      'KON-2026-7K3QF9XD',
      'Tilit Oy',
      policy.registerName[language],
      policy.controller.name,
    ])
      expect(text).toContain(part);
    expect(subject).toContain('KON-2026-7K3QF9XD');
    expect(html).toContain('&#60;+35850&#62;');
    expect(html).toContain(`lang="${language}"`);
  });

  it('is in Finnish where the notice names no language', () => {
    const policy = { ...policyOf('konttorimix'), languages: 'notStated' as const };
    expect(notificationMail(CONTENT, policy, null).text).toContain('Ilmoitus henkilötietojen muutoksesta');
  });
});
