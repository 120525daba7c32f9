import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../config/package-root.js';
import { LANGUAGES } from '../../domain/category.js';
import {
  DISCLOSURE_GROUNDS,
  RELATIONSHIP_END_FACTS,
  type RegisterPolicy,
} from '../../domain/register-policy.js';
import { textsIn } from '../../i18n/texts.js';
import { paperText } from '../../paper/paper-text.js';
import { loadPolicies } from '../../registers/policy-file.js';
import { impersonal } from './impersonal.js';
import { processingRecord, RECORD_SECTIONS } from './processing-record.js';

const POLICIES = [...loadPolicies(join(packageRoot, 'policies')).values()].map(({ policy }) => policy);
const each = POLICIES.flatMap((policy) =>
  LANGUAGES.map((language) => ({ register: policy.register, policy, language })),
);

describe('a record of processing activities', () => {
  it('has the items of Art. 30(1) in the order of the law', () => {
    const items = Object.values(RECORD_SECTIONS).map(({ item }) => item);
    expect(items).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => `30(1)(${letter})`));
  });

  it.each(each)('is complete: $register in $language', ({ policy, language }) => {
    const t = impersonal(textsIn(language));
    const paper = processingRecord(policy, language);
    const text = paperText(paper);
    const headings = paper.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text[0]] : []));
    expect(headings.join('')).toBe('abcdefg');
    for (const { name } of [policy.controller, ...policy.recipients]) expect(text).toContain(name);
    for (const { text: purpose } of policy.purposes) expect(text).toContain(purpose[language]);
    for (const type of ['consumer', 'contact-person'] as const)
      expect(text).toContain(t(`personType.${type}`));
    for (const { category } of policy.categories) expect(text).toContain(t(`category.${category}`));
    expect(text).toContain(t(`copyDoc.transfers.${policy.transfers.outsideEea}`));
    expect(text).toContain(t('holdUntil.STATUTORY_VOUCHER'));
    expect(text).toContain(t('privacyNotice.electronic.firewall'));
    expect(text).not.toMatch(/notStated|undefined|[{}]/);
  });

  it('says plainly what the controller has not stated', () => {
    const nummek = POLICIES.find(({ register }) => register === 'nummek')!;
    const text = paperText(processingRecord(nummek, 'en'));
    expect(text).toContain('The controller has not stated storage periods.');
    expect(text).toContain('The controller has not stated categories of recipients.');
    expect(text).toContain('The controller has not stated the safeguards used in transfers.');
  });

  /** The reader is the authority: nobody is addressed, least of all the person the data are about. */
  const ADDRESS = {
    fi: /(?<!\p{L})(?:sinä(?! päivänä)|sinu\p{L}*|voit|saat|tavoitat|olet|\p{L}*(?:tieto|tiedo)\p{L}{0,4}si|\p{L}+(?:pyyntö|oikeute|yyte)si|kanssasi)(?!\p{L})/iu,
    sv: /(?<!\p{L})(?:du|dig|din|ditt|dina|ni|er|ert|era)(?!\p{L})/iu,
    en: /(?<!\p{L})(?:you|your|yours)(?!\p{L})/iu,
  };

  it.each(each)('addresses nobody: $register in $language', ({ policy, language }) => {
    const everyGround: RegisterPolicy = {
      ...policy,
      disclosures: { ...policy.disclosures, grounds: DISCLOSURE_GROUNDS },
      relationshipEnd: { ...policy.relationshipEnd, latestOf: RELATIONSHIP_END_FACTS },
    };
    for (const one of [policy, everyGround, { ...everyGround, retention: 'notStated' as const }]) {
      expect(paperText(processingRecord(one, language))).not.toMatch(ADDRESS[language]);
    }
  });
});
