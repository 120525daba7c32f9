import { asLetter } from '../answers/letter.js';
import type { Letter } from '../answers/answer.js';
import { senderLines } from '../answers/sender.js';
import type { Language } from '../domain/category.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { textsIn } from '../i18n/texts.js';
import { paragraph } from '../paper/paper.js';
import type { NotificationContent } from './notification-content.js';

/** A notification as a mail, in the first language of the register. The subject names nobody. */
export function notificationMail(
  content: NotificationContent,
  policy: RegisterPolicy,
  name: string | null,
): Letter {
  const language = firstLanguage(policy);
  const t = textsIn(language);
  const person = content.person.map(
    ({ kind, value }) =>
      [kind === 'customer-number' ? t('copyDoc.customerNumber') : t(`category.${kind}`), value] as const,
  );
  const changes = content.changes.map(({ category, change, value }) => {
    const done = t(`recipientNotice.${change}`);
    const said = change === 'supplemented' ? 'recipientNotice.statement' : 'recipientNotice.newValue';
    const told = value === undefined ? done : `${done} ${t(said, { value })}`;
    return [t(`category.${category}`), told] as const;
  });
  return asLetter({
    language,
    subject: t('recipientNotice.subject', { reference: content.reference }),
    title: t('recipientNotice.title'),
    sender: senderLines(policy, language),
    addressee: name,
    date: null,
    blocks: [
      paragraph(t('recipientNotice.text')),
      {
        kind: 'facts',
        rows: [
          [t('term.register'), policy.registerName[language]],
          [t('term.reference'), content.reference],
          ...person,
        ],
      },
      paragraph(t('recipientNotice.changes')),
      { kind: 'facts', rows: changes },
      paragraph(t('recipientNotice.ask')),
      paragraph(t('recipientNotice.acknowledge')),
      paragraph(t('recipientNotice.purpose')),
      { kind: 'small', text: t('law.gdprName') },
    ],
  });
}

/** What the register speaks to whoever has not said otherwise. */
export const firstLanguage = ({ languages }: RegisterPolicy): Language =>
  (languages === 'notStated' ? undefined : languages[0]) ?? 'fi';
