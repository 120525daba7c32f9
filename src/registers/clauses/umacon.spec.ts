import { describe, expect, it } from 'vitest';
import { partialRectification, policyOf, TODAY } from '../../../test/support/answers.js';
import { decided, decisions, keptUntil } from '../../../test/support/decisions.js';
import {
  allowedAbroad,
  allowedGrounds,
  allowsPurpose,
  codes,
  contactPersonsName,
  copyOf,
  ERASED_UNLESS_HELD,
  erasureOf,
  FLAGS,
  isInForce,
  letterOf,
  listed,
  outcomesOfAll,
  PURPOSES,
  renderedNotice,
  verdict,
} from '../../../test/support/notice-clauses.js';
import { CONSUMER, datum } from '../../../test/support/person-facts.js';
import { senderLines } from '../../answers/sender.js';
import { SUPERVISORY_AUTHORITY } from '../../answers/supervisory-authority.js';
import { CATEGORIES, LANGUAGES, RIGHTS } from '../../domain/category.js';
import { deadline, rectificationTarget } from '../../domain/deadline.js';
import { textsIn } from '../../i18n/texts.js';
import { prohibitionsIn } from '../../objections/suppressions.js';
import { isInEea } from '../../recipients/european-economic-area.js';
import { allows, isPersonal } from '../../staff/permissions.js';

const REGISTER = 'umacon';
const policy = policyOf(REGISTER);
const t = textsIn('en');

describe('the notice of umacon', () => {
  it('is dated 6 October 2021 and decides from that day', () => {
    expect(policy.notice.preparedOn).toBe('2021-10-06');
    expect([isInForce(REGISTER, '2021-10-05'), isInForce(REGISTER, '2021-10-06')]).toEqual([false, true]);
  });

  it('names the company with street, phone and mailbox, which head every letter', () => {
    expect(policy.controller.notStated).toEqual(['postalCode', 'city', 'businessId']);
    expect(policy.controllerKind).toBe('company');
    expect(senderLines(policy, 'fi').slice(0, 2)).toEqual([
      'Umacon Oy',
      'Jäsperintie 7, 010 000 0100, asiakaspalvelu@umacon.example',
    ]);
  });

  it('names whom to ask, who stands in letters by role and never by name', () => {
    expect(policy.contactPerson.name).toBe('Rekisterin yhteyshenkilö');
    expect(policy.contactPerson.email).toBe(`rekisteri@${REGISTER}.example`);
    expect(letterOf(REGISTER)).toContain(`${t('term.contactPerson')}: ${policy.contactPerson.street}`);
  });

  it('is the customer register', () => {
    expect(policy.registerName.fi).toBe('Asiakasrekisteri');
    expect(letterOf(REGISTER)).toContain(policy.registerName.en);
  });

  it('calls the controller an organisation', () => {
    expect(policy.controllerWord).toEqual({ fi: 'organisaatio', sv: 'organisation', en: 'organisation' });
  });

  it('rests on the contract, said under the heading for legitimate interests', () => {
    expect(policy.statedBasis).toMatchObject({ bases: ['contract'], legitimateInterest: 'notStated' });
    expect(codes(policy.findings)).toContain('BASIS_MISPLACED');
    expect(policy.legalBases.consumer.basis).toBe('contract');
    expect(policy.legalBases['contact-person']).toMatchObject({
      basis: 'legitimate-interest',
      cite: 'Art. 6(1)(f)',
    });
  });

  it('cites the data protection regulation, as every decision does', () => {
    expect(policy.statedBasis.law).toBe('GDPR');
    expect(codes(policy.findings).includes('REPEALED_LAW_CITED')).toBe(false);
    expect(decided('access', REGISTER, { data: [datum('name')] }).data[0]?.citation).toBe('Art. 15(3) GDPR');
  });

  it('serves seven purposes, and a read for any other is refused', () => {
    expect(codes(policy.purposes)).toEqual(PURPOSES);
    expect(PURPOSES.filter((purpose) => !allowsPurpose(REGISTER, purpose))).toEqual([]);
    expect(allowsPurpose(REGISTER, 'credit-scoring')).toBe(false);
  });

  it('asks whether giving data is required and gives no answer', () => {
    expect(policy.statutoryRequirement).toBe('notStated');
    expect(renderedNotice(REGISTER)).toContain(t('privacyNotice.requirement.notStated'));
  });

  it('groups data into name, organisation, contact and billing details', () => {
    expect(policy.dataGroups.groups).toEqual(['name', 'organisation', 'contact-details', 'billing-details']);
    expect(codes(policy.findings)).toContain('BILLING_GROUP_WITHOUT_FIELD');
    expect(policy.categories.map(({ category }) => category)).toContain('billing-details');
  });

  it('holds eight fields, web and IP address among them, and all are copied', () => {
    const contents = [
      'name',
      'organisation',
      'email',
      'postal-address',
      'phone',
      'www-address',
      'ip-address',
      'order',
    ] as const;
    expect(listed(REGISTER, 'does')).toEqual(contents);
    expect(listed(REGISTER, 'may')).toEqual([]);
    const data = contents.map((category) => datum(category));
    expect(new Set(Object.values(decisions('access', REGISTER, { data })))).toEqual(new Set(['copy']));
  });

  it('leaves consent empty, and the rendered notice says how to withdraw one', () => {
    expect(policy.consent).toBe('notStated');
    expect(codes(policy.findings)).toContain('CONSENT_WITHDRAWAL_MISSING');
    expect(renderedNotice(REGISTER)).toContain(t('privacyNotice.consent.withdraw'));
  });

  it('takes data from seven sources, which the copy names datum by datum', () => {
    expect(codes(policy.sources)).toEqual([
      'registration',
      'customer-notification',
      'update-service',
      'subcontractor',
      'partner-invite-link',
      'partner-cookies',
      'partner-credentials',
    ]);
    expect(copyOf(REGISTER).data.map(({ source }) => source.text)).toEqual(
      policy.sources.map(({ text }) => text.en),
    );
  });

  it('gives data to staff and outsourcing partners, whom the copy names', () => {
    expect(policy.recipientGroups.groups).toEqual(['staff', 'outsourcing-partners']);
    expect(codes(policy.recipients)).toEqual([
      'accounting',
      'collection-agency',
      'credit-information',
      'update-service',
      'hosting',
    ]);
    expect(copyOf(REGISTER).possibleRecipients.map(({ name }) => name)).toEqual(
      policy.recipients.map(({ name }) => name),
    );
  });

  it('discloses for credit, collection, billing and by law, and for nothing else', () => {
    expect(allowedGrounds(REGISTER)).toEqual(['credit-application', 'collection', 'billing', 'law']);
  });

  it('lets outside services add value or support a credit decision, which is no ground to disclose', () => {
    const services = ['added-value-service', 'credit-decision-support'];
    expect(policy.disclosures.serviceProviders).toEqual(services);
    expect(allowedGrounds(REGISTER).filter((ground) => services.includes(ground))).toEqual([]);
  });

  it('lets a part of the data lie on a processor’s servers, which are in the EEA', () => {
    expect(policy.processors).toMatchObject({
      partOfDataOnServers: true,
      relationship: 'customer-and-service',
    });
    const hosting = policy.recipients.find(({ code }) => code === 'hosting');
    expect([hosting?.kind, isInEea(hosting!.country)]).toEqual(['processor', true]);
  });

  it('moves data outside the EEA for technical reasons only, and never without safeguards', () => {
    expect(policy.transfers).toMatchObject({
      outsideEea: 'only-when-technically-necessary',
      safeguards: 'notStated',
    });
    expect(allowedAbroad(REGISTER)).toEqual([]);
    expect(allowedAbroad(REGISTER, 'standard contractual clauses')).toContain('billing');
  });

  it('publishes lists unless the customer forbids it, which is a prohibition of its own', () => {
    expect(policy.listPublication.unlessForbidden).toBe(true);
    expect(prohibitionsIn(['list_publication'])).toEqual(['list_publication']);
    expect(policy.marketingProhibitions.flags).toContain('list_publication');
  });

  it('hears a prohibition of lists at customer service, by mail or from the contact person', () => {
    expect(policy.listPublication.optOutChannels).toEqual(['customer-service', 'email', 'contact-person']);
    expect(verdict(REGISTER, 'objection', [])).toBe('IDENTIFIED');
  });

  it('keeps everything ten years from the end of the relationship, and no day longer', () => {
    const person = { ...CONSUMER, relationshipEnd: '2016-11-30' };
    for (const category of CATEGORIES)
      expect(keptUntil(REGISTER, { person, data: [datum(category)] }, '2026-11-30')).toBe(true);
    expect(decided('retention', REGISTER, { person, data: [datum('name')] }).data[0]?.citation).toBe(
      'Art. 5(1)(e) GDPR; notice, Henkilötietojen säilyttämisaika',
    );
  });

  it('erases on request unless law, an open invoice or collection prevents it', () => {
    expect(policy.erasure.blockers).toEqual(['law', 'open-invoice', 'collection']);
    expect(erasureOf(REGISTER)).toEqual(ERASED_UNLESS_HELD);
  });

  it('anonymises what fits by erasing it, so that no row of a person is left', () => {
    expect(policy.erasure.anonymisation).toBe('notice, Muut henkilötietojen käsittelyyn liittyvät oikeudet');
    const records = [{ id: 'O', kind: 'order' as const, date: '2026-01-02' }];
    const data = [datum('order', { recordId: 'O' })];
    expect(decisions('erasure', REGISTER, { data, records })).toEqual({ 'order@O': 'erase' });
  });

  it('forgets a person wholly when nothing holds any datum', () => {
    expect(policy.erasure.totalOblivion).toBe('notice, Muut henkilötietojen käsittelyyn liittyvät oikeudet');
    expect(outcomesOfAll('erasure', REGISTER)).toEqual(new Set(['erase']));
  });

  it('keeps the work data of an active contact person, by law first and by this clause beside it', () => {
    expect(policy.contactPersonClause).toBe('notice, Vastustamisoikeus');
    expect(contactPersonsName(REGISTER)).toBe('keep open ACTIVE_CONTACT_ROLE');
    const letter = letterOf(REGISTER, {
      right: 'erasure',
      refusal: { reasons: ['contact-role'], text: null },
    });
    expect(letter).toContain(t('contactRole.basis'));
    expect(letter.includes('Vastustamisoikeus')).toBe(true);
  });

  it('wants a signed request or a known mailbox, and the mailbox alone is enough', () => {
    expect(policy.requestForms.access).toMatchObject({
      preferredEvidence: ['written', 'signature', 'identifiable-email'],
      addressees: ['customer-service', 'contact-person'],
      languages: ['fi', 'en'],
    });
    expect(verdict(REGISTER, 'access', ['known-channel'])).toBe('IDENTIFIED');
    expect(verdict(REGISTER, 'access', ['signature'])).toBe('REASONABLE_DOUBT');
  });

  it('invites Finnish and English, and answers Swedish too', () => {
    expect(policy.languages).toEqual(['fi', 'en']);
    for (const language of LANGUAGES)
      expect(letterOf(REGISTER, { language })).toContain(SUPERVISORY_AUTHORITY[language].name);
  });

  it('wants data and grounds, signed or from a known mailbox, and the mailbox alone is enough', () => {
    expect(policy.requestForms.rectification).toMatchObject({
      preferredEvidence: ['written', 'signature', 'identifiable-email'],
      addressees: ['customer-service', 'register-keeper'],
      mustState: ['data', 'grounds'],
    });
    expect(verdict(REGISTER, 'rectification', ['known-channel'])).toBe('IDENTIFIED');
  });

  it('corrects what is inaccurate, unnecessary, incomplete or outdated, within five working days', () => {
    expect(policy.rectification.grounds).toEqual(['inaccurate', 'unnecessary', 'incomplete', 'outdated']);
    expect(outcomesOfAll('rectification', REGISTER)).toEqual(new Set(['correct']));
    expect(rectificationTarget(TODAY)).toBe('2026-11-27');
  });

  it('tells the source and the recipients of a correction', () => {
    expect(policy.rectification.notifySourceAndRecipients).toBe('notice, Oikeus vaatia tiedon korjaamista');
    expect(letterOf(REGISTER, partialRectification({ policy, language: 'en' }))).toContain(
      t('correction.sources'),
    );
  });

  it('certifies a refused correction with its reasons and the way to the Ombudsman', () => {
    expect(policy.rectification.refusalCertificate).toBe('notice, Oikeus vaatia tiedon korjaamista');
    const letter = letterOf(REGISTER, partialRectification({ policy, language: 'en' }));
    expect(letter).toContain(t('certificate.title'));
    expect(letter).toContain(t('refusal.accounting-record'));
    expect(letter).toContain(t('certificate.referral'));
  });

  it('restricts on request in any form, not only what is inaccurate', () => {
    expect(policy.requestForms.restriction).toMatchObject({
      preferredEvidence: [],
      addressees: ['responsible-person'],
    });
    expect(verdict(REGISTER, 'restriction', ['known-channel'])).toBe('IDENTIFIED');
    expect(outcomesOfAll('restriction', REGISTER)).toEqual(new Set(['restrict']));
  });

  it('hands data over for another system on request in any form', () => {
    expect(policy.requestForms.portability).toMatchObject({
      preferredEvidence: [],
      addressees: ['contact-person'],
    });
    expect(verdict(REGISTER, 'portability', ['known-channel'])).toBe('IDENTIFIED');
    expect(decisions('portability', REGISTER, { data: [datum('name'), datum('order')] })).toEqual({
      name: 'copy',
      order: 'copy',
    });
  });

  it('speaks of other rights under that heading, and objections are heard all the same', () => {
    expect(policy.requestForms.objection).toMatchObject({
      preferredEvidence: [],
      addressees: ['contact-person'],
    });
    expect(verdict(REGISTER, 'objection', [])).toBe('IDENTIFIED');
    const data = [datum('marketing-profile'), datum('email', { basis: 'legitimate-interest' })];
    expect(decisions('objection', REGISTER, { data })).toEqual({
      'marketing-profile': 'restrict',
      email: 'restrict',
    });
  });

  it('takes an erasure request in any form', () => {
    expect(policy.requestForms.erasure).toMatchObject({
      preferredEvidence: [],
      addressees: ['contact-person'],
    });
    expect(verdict(REGISTER, 'erasure', ['known-channel'])).toBe('IDENTIFIED');
    expect(verdict(REGISTER, 'erasure', [])).toBe('REASONABLE_DOUBT');
  });

  it('stops marketing, research and disclosure for them without proof or weighing', () => {
    expect(policy.marketingProhibitions.flags).toEqual(FLAGS);
    expect(policy.marketingProhibitions.channel).toBe('customer-service');
    expect(prohibitionsIn(FLAGS)).toEqual(FLAGS);
    expect(decisions('objection', REGISTER, { data: [datum('marketing-profile')] })).toEqual({
      'marketing-profile': 'restrict',
    });
  });

  it('states no response time, so the month of the law runs', () => {
    expect(policy.responseTime).toBe('notStated');
    expect(deadline({ received: TODAY })).toMatchObject({ nominal: '2026-12-20', due: '2026-12-21' });
  });

  it('gives the present address of the authority, as letters do', () => {
    expect(policy.complaint.stated).toBe('current');
    const letter = letterOf(REGISTER);
    expect(letter).toContain('Lintulahdenkuja 4, 00530 Helsinki');
    expect(letter).not.toContain('Ratapihantie');
  });

  it('leaves automated decisions unsaid, and the copy says so', () => {
    expect(policy.automatedDecisions.made).toBe('notStated');
    expect(copyOf(REGISTER).automatedDecisions).toEqual({
      made: null,
      text: t('copyDoc.automated.notStated'),
    });
  });

  it('keeps paper from customer events locked and fireproof, for committed staff only', () => {
    expect(policy.manualMaterial).toMatchObject({
      collectedAt: 'customer-events',
      locked: true,
      fireproof: true,
      namedPersonsOnly: true,
      needToKnow: false,
      confidentialityCommitment: true,
    });
    expect(isPersonal('customers.read')).toBe(true);
    const data = [datum('manual-material')];
    expect(decisions('access', REGISTER, { data })).toEqual({ 'manual-material': 'copy' });
    expect(decisions('portability', REGISTER, { data })).toEqual({ 'manual-material': 'omit' });
  });

  it('lets in personal accounts of committed staff, behind a firewall', () => {
    expect(policy.electronicMaterial).toEqual({
      personalAccounts: true,
      confidentialityCommitment: true,
      firewall: true,
      cite: 'notice, Rekisterin suojauksen periaatteet B: Sähköinen aineisto',
    });
    expect(isPersonal('customers.write')).toBe(true);
    expect(allows('customers.read', [])).toBe(false);
  });

  it('closes with data protection law, orders and good practice', () => {
    expect(policy.goodPractice).toBe('notice, Rekisterin suojauksen periaatteet A and B');
    expect(renderedNotice(REGISTER).includes(t('privacyNotice.security.goodPractice'))).toBe(true);
  });

  it('collects IP address, time, pages and browser by cookies, which count as personal data', () => {
    expect(policy.cookies.collects).toEqual(['ip-address', 'time-of-visit', 'pages-viewed', 'browser']);
    expect(policy.cookies.analytics).toEqual(['Google Analytics', 'Google Analytics Demographics']);
    expect(policy.categories.map(({ category }) => category)).toEqual(
      expect.arrayContaining(['ip-address', 'web-visit']),
    );
    expect(renderedNotice(REGISTER)).toContain(t('privacyNotice.cookies.ipAddress'));
  });

  it('names every right but one of its own for erasure, and every right is granted', () => {
    expect(policy.notice.incomplete).toBe(false);
    expect(codes(policy.findings)).toContain('ERASURE_SECTION_MISSING');
    for (const right of RIGHTS)
      expect(decided(right, REGISTER, { data: [datum('name')] }).data).toHaveLength(1);
  });

  it('leaves misspellings, markup and an unfilled mailbox to put right', () => {
    expect(codes(policy.findings)).toEqual(
      expect.arrayContaining(['SPELLING', 'MARKUP_RESIDUE', 'EMAIL_PLACEHOLDER']),
    );
    for (const { cite, text } of policy.findings)
      expect([cite.length > 0, text.length > 0]).toEqual([true, true]);
  });
});
