import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUPERVISORY_AUTHORITY } from '../../answers/supervisory-authority.js';
import { packageRoot } from '../../config/package-root.js';
import { LANGUAGES, type Language } from '../../domain/category.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { textsIn } from '../../i18n/texts.js';
import type { Block } from '../../paper/paper.js';
import { paperText } from '../../paper/paper-text.js';
import { loadPolicies } from '../../registers/policy-file.js';
import { NOTICE_ITEMS } from './notice-section.js';
import { NOTICE_SECTIONS, type NoticeSection, privacyNotice } from './privacy-notice.js';

const POLICIES = [...loadPolicies(join(packageRoot, 'policies')).values()].map(({ policy }) => policy);
const policyOf = (register: string) => POLICIES.find((policy) => policy.register === register)!;
const each = POLICIES.flatMap((policy) =>
  LANGUAGES.map((language) => ({ register: policy.register, policy, language })),
);

/** What stands under the heading of a section. */
function blocksUnder(policy: RegisterPolicy, language: Language, section: NoticeSection): readonly Block[] {
  const { blocks } = privacyNotice(policy, language);
  const from = blocks.findIndex((block) => block.kind === 'heading' && block.anchor === section);
  const length = blocks.slice(from + 1).findIndex((block) => block.kind === 'heading');
  return from < 0 ? [] : blocks.slice(from + 1, length < 0 ? undefined : from + 1 + length);
}

const textOf = (policy: RegisterPolicy, language: Language, section?: NoticeSection) => {
  const paper = privacyNotice(policy, language);
  return paperText({ ...paper, blocks: section ? blocksUnder(policy, language, section) : paper.blocks });
};

const rowsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.map(String)) : []));

const listsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));

describe('a privacy notice', () => {
  it('has a section for every item of Art. 13 and 14', () => {
    const covered = Object.values(NOTICE_SECTIONS).flatMap(({ items }): readonly string[] => items);
    expect([...new Set(covered)].sort()).toEqual([...NOTICE_ITEMS].sort());
  });

  it.each(each)('leaves no section empty: $register in $language', ({ policy, language }) => {
    for (const section of Object.keys(NOTICE_SECTIONS) as NoticeSection[]) {
      const blocks = blocksUnder(policy, language, section);
      expect(blocks.length, section).toBeGreaterThan(0);
    }
  });

  it.each(each)('shows no code and no hole: $register in $language', ({ policy, language }) => {
    const text = textOf(policy, language);
    expect(text).not.toMatch(/notStated|undefined|\bnull\b|privacyNotice\.|[{}]|P\d+[YMD]\b/);
    for (const code of ['relationship-end', 'contact-person', 'customer-events', 'pages-viewed'])
      expect(text).not.toContain(code);
    expect(text).not.toMatch(/[.:] *[.:](?!\d)|\( *\)|,\s*\./);
  });

  it.each(each)(
    'names every purpose, source, recipient and kind of data: $register in $language',
    ({ policy, language }) => {
      const t = textsIn(language);
      const text = textOf(policy, language);
      for (const { text: said } of [...policy.purposes, ...policy.sources])
        expect(text).toContain(said[language]);
      for (const { name, text: task } of policy.recipients) {
        expect(text).toContain(name);
        expect(text).toContain(task[language]);
      }
      const data = listsOf(blocksUnder(policy, language, 'data')).map((item) => item.replace(/ \(.*/, ''));
      expect(data.sort()).toEqual(policy.categories.map(({ category }) => t(`category.${category}`)).sort());
      expect(textOf(policy, language, 'basis')).toContain(
        policy.legalBases['contact-person'].interest![language],
      );
    },
  );

  it.each(each)('gives the Ombudsman’s present contacts: $register in $language', ({ policy, language }) => {
    const text = textOf(policy, language, 'complaint');
    const { name, visiting, post, switchboard } = SUPERVISORY_AUTHORITY[language];
    for (const contact of [name, visiting, post, switchboard]) expect(text).toContain(contact);
    expect(textOf(policy, language)).not.toMatch(/Ratapihantie|00521|Bangårdsvägen/);
    expect(text).toMatch(/asut tai työskentelet|bor eller arbetar|live or work/);
  });

  it.each(each)(
    'gives each kind of data its storage period, or says that none is stated: $register in $language',
    ({ policy, language }) => {
      const t = textsIn(language);
      const rows = new Map(
        rowsOf(blocksUnder(policy, language, 'retention')).map(([first, period]) => [first, period]),
      );
      for (const { category } of policy.categories) {
        const period = rows.get(t(`category.${category}`));
        if (policy.retention === 'notStated') expect(period).toBeUndefined();
        else expect(period, category).toContain(t('anchor.relationship-end'));
      }
      expect([...rows.values()]).toContain(t('holdUntil.STATUTORY_VOUCHER'));
      expect([...rows.values()]).toContain(t('holdUntil.STATUTORY_BOOKS'));
    },
  );
});

describe('what a policy states', () => {
  it('is counted in words', () => {
    expect(textOf(policyOf('konttorimix'), 'fi', 'retention')).toContain(
      '10 vuotta asiakassuhteen päättymisestä',
    );
    expect(textOf(policyOf('nokopa'), 'en', 'retention')).toContain(
      'Without delay after the end of the customer relationship',
    );
    expect(textOf(policyOf('nokopa'), 'en', 'retention')).toContain(
      'the end of the contract, the last service contact, the last contact',
    );
    const { retention, ...rest } = policyOf('umacon');
    const shorter = {
      ...(retention as object),
      'web-visit': { anchor: 'last-contact', period: 'P26M', cite: 'x' },
    };
    expect(textOf({ ...rest, retention: shorter } as RegisterPolicy, 'sv', 'retention')).toContain(
      '2 år 2 månader från den senaste kontakten',
    );
  });

  it('tells what the register holds from what it may hold, and of whom', () => {
    const konttorimix = textOf(policyOf('konttorimix'), 'en', 'data');
    expect(konttorimix).toMatch(/The register holds:[^]*- Name\n[^]*The register may also hold:[^]*- Notes/);
    expect(konttorimix).toContain('Organisation you represent (only of contact persons of organisations)');
    const nokopa = textOf(policyOf('nokopa'), 'en', 'data');
    expect(nokopa).not.toContain('The register holds:');
    expect(nokopa).toContain('The register may hold:');
  });

  it('decides what is said of automated decisions', () => {
    expect(textOf(policyOf('nokopa'), 'en', 'automated')).toContain('No automated decisions are made.');
    expect(textOf(policyOf('umacon'), 'en', 'automated')).toContain(
      'has not stated whether automated decisions',
    );
    const made = { ...policyOf('umacon'), automatedDecisions: { made: true, cite: 'x' } };
    expect(textOf(made, 'en', 'automated')).toContain('has not stated by which logic');
  });

  it('takes the place of what was not stated', () => {
    const policy: RegisterPolicy = {
      ...policyOf('umacon'),
      consent: 'Uutiskirje perustuu suostumukseen.',
      statutoryRequirement: 'Laskutus edellyttää nimeä ja osoitetta.',
      responseTime: 'Kaksi viikkoa.',
      transfers: { outsideEea: 'only-when-technically-necessary', safeguards: 'vakiolausekkeet', cite: 'x' },
    };
    const text = textOf(policy, 'fi');
    for (const said of [policy.consent, policy.statutoryRequirement, policy.responseTime, 'vakiolausekkeet'])
      expect(text).toContain(said);
    expect(textOf(policy, 'fi', 'consent')).not.toContain('ei ole ilmoittanut');
    expect(textOf(policy, 'fi', 'requirement')).not.toContain('ei ole ilmoittanut');
    expect(textOf(policy, 'fi', 'transfers')).not.toContain('ei ole ilmoittanut');
  });

  it('names recipients outside the EEA, and wants safeguards for them even where none should be', () => {
    const policy = policyOf('umacon');
    const [first, ...others] = policy.recipients;
    const abroad: RegisterPolicy = {
      ...policy,
      recipients: [{ ...first!, country: 'US' }, ...others],
      transfers: { outsideEea: 'never', safeguards: 'notStated', cite: 'x' },
    };
    expect(textOf(abroad, 'en', 'transfers')).toContain(first!.name);
    expect(textOf(abroad, 'en', 'transfers')).toContain('has not stated the safeguards');
    expect(textOf(abroad, 'en', 'recipients')).toContain('United States');
  });

  it('is promised no further than it goes', () => {
    expect(textOf(policyOf('nokopa'), 'en', 'security')).not.toContain('fireproof');
    expect(textOf(policyOf('umacon'), 'en', 'security')).toContain('fireproof');
    expect(textOf(policyOf('nummek'), 'en', 'security')).toContain('trade fairs');
    expect(textOf(policyOf('konttorimix'), 'en', 'security')).not.toContain('good data processing practice');
  });
});

describe('what the notice of nummek does not state', () => {
  it.each([
    ['retention', /has not stated storage periods. Until it does, the legal criteria apply/],
    ['recipients', /has not stated categories of recipients/],
    ['data', /has not stated categories of personal data/],
    ['requirement', /has not stated whether law or a contract requires/],
    ['automated', /has not stated whether automated decisions are made/],
    ['transfers', /has not stated the safeguards/],
    ['cookies', /has not stated whether its website uses cookies/],
    ['consent', /has not stated that any data are processed on the basis of consent/],
    ['controller', /has not stated the following about itself: postal code, town, business ID/],
    ['objection', /has not stated who receives an objection/],
  ] as const)('is said plainly under %s', (section, said) => {
    expect(textOf(policyOf('nummek'), 'en', section)).toMatch(said);
  });

  it('is no reason to leave a right out', () => {
    const text = textOf(policyOf('nummek'), 'en', 'rights');
    for (const article of [15, 16, 17, 18, 20]) expect(text).toContain(`(Article ${article} of the GDPR)`);
    expect(text.match(/has not stated who receives the request/g)).toHaveLength(3);
  });
});

describe('the rights in a notice', () => {
  it('never make a form a condition', () => {
    for (const { policy, language } of each) {
      const text = textOf(policy, language, 'rights');
      expect(text).not.toMatch(/\b(must|on allekirjoitettava|tulee tehdä|ska undertecknas)\b/);
      if (/signed|allekirjoitettuna|undertecknad/.test(text)) {
        expect(text).toMatch(/not a condition|ei ole ehto|inget villkor/);
      }
    }
    expect(textOf(policyOf('umacon'), 'en', 'rights')).toContain(
      'or from an e-mail address that you have given us',
    );
    expect(textOf(policyOf('konttorimix'), 'en', 'rights')).not.toContain('or from an e-mail address');
  });

  it('show the right to object apart from all others, in a frame of its own', () => {
    for (const { policy, language } of each) {
      const [frame, ...others] = blocksUnder(policy, language, 'objection');
      expect(frame?.kind).toBe('callout');
      expect(others.every(({ kind }) => kind !== 'callout')).toBe(true);
      const framed = privacyNotice(policy, language).blocks.filter(({ kind }) => kind === 'callout');
      expect(framed).toHaveLength(1);
    }
  });
});
