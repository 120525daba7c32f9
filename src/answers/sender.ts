import type { Language } from '../domain/category.js';
import type { Contact, RegisterPolicy } from '../domain/register-policy.js';
import { CATALOGUES, type TextKey, textsIn } from '../i18n/texts.js';

/** The letterhead: the controller, and whom to ask about the register. Nothing that the notice does not state. */
export function senderLines(policy: RegisterPolicy, language: Language): string[] {
  const { name, businessId } = policy.controller;
  const id = businessId === undefined ? [] : [`${textsIn(language)('contact.businessId')} ${businessId}`];
  return [name, ...id, ...contactLines(policy, language)];
}

/** How the controller and the register's contact person are reached. */
export function contactLines({ controller, contactPerson }: RegisterPolicy, language: Language): string[] {
  const role = textsIn(language)('term.contactPerson');
  const name = responsiblePerson(contactPerson, language);
  const asked = name === role ? role : `${role}, ${name}`;
  const person = reachedAt(contactPerson);
  return [reachedAt(controller), person === '' ? asked : `${asked}: ${person}`].filter((line) => line !== '');
}

/** A policy may name a role instead of a person; a role is said in the language of the letter. */
export function responsiblePerson({ name }: Contact, language: Language): string {
  const role = 'term.contactPerson' satisfies TextKey;
  return Object.values(CATALOGUES).some((texts) => texts[role] === name) ? textsIn(language)(role) : name;
}

function reachedAt({ street, postalCode, city, phone, email }: Contact): string {
  const town = [postalCode, city].filter(isText).join(' ');
  return [street, town, phone, email].filter(isText).join(', ');
}

const isText = (text: string | undefined): text is string => text !== undefined && text !== '';
