import { describe, expect, it } from 'vitest';
import { partialRectification, policyOf, TODAY } from '../../../test/support/answers.js';
import { decided, decisions } from '../../../test/support/decisions.js';
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
import { datum } from '../../../test/support/person-facts.js';
import { senderLines } from '../../answers/sender.js';
import { SUPERVISORY_AUTHORITY } from '../../answers/supervisory-authority.js';
import { LANGUAGES, RIGHTS } from '../../domain/category.js';
import { deadline, rectificationTarget } from '../../domain/deadline.js';
import { DomainError } from '../../domain/domain-error.js';
import { textsIn } from '../../i18n/texts.js';
import { prohibitionsIn } from '../../objections/suppressions.js';
import { isInEea } from '../../recipients/european-economic-area.js';
import { allows, isPersonal } from '../../staff/permissions.js';

const REGISTER = 'nummek';
const policy = policyOf(REGISTER);
const t = textsIn('en');

describe('the notice of nummek', () => {
  it('is dated 22 May 2018 and decides from that day', () => {
    expect(policy.notice.preparedOn).toBe('2018-05-22');
    expect([isInForce(REGISTER, '2018-05-21'), isInForce(REGISTER, '2018-05-22')]).toEqual([false, true]);
  });

  it('names a natural person, for whom the business stands, and heads letters with its address', () => {
    expect(policy.controller.notStated).toEqual(['postalCode', 'city', 'businessId']);
    expect(policy.controllerKind).toBe('natural-person');
    expect(senderLines(policy, 'fi').slice(0, 2)).toEqual([
      'Nummek',
      'Valimotie 1, 010 000 0103, asiakaspalvelu@nummek.example',
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

  it('calls the controller a company', () => {
    expect(policy.controllerWord).toEqual({ fi: 'yritys', sv: 'företag', en: 'company' });
  });

  it('states no basis, so the law gives one for each kind of person', () => {
    expect(policy.statedBasis).toMatchObject({ bases: 'notStated' });
    expect(codes(policy.findings)).toContain('BASIS_MISSING');
    expect(policy.legalBases.consumer.basis).toBe('contract');
    expect(policy.legalBases['contact-person']).toMatchObject({
      basis: 'legitimate-interest',
      cite: 'Art. 6(1)(f)',
    });
  });

  it('cites the repealed Personal Data Act, while every decision cites the regulation', () => {
    expect(policy.statedBasis.law).toBe('Personal Data Act 523/1999');
    expect(codes(policy.findings).includes('REPEALED_LAW_CITED')).toBe(true);
    expect(decided('access', REGISTER, { data: [datum('name')] }).data[0]?.citation).toBe('Art. 15(3) GDPR');
  });

  it('serves seven purposes, and a read for any other is refused', () => {
    expect(codes(policy.purposes)).toEqual(PURPOSES);
    expect(PURPOSES.filter((purpose) => !allowsPurpose(REGISTER, purpose))).toEqual([]);
    expect(allowsPurpose(REGISTER, 'credit-scoring')).toBe(false);
  });

  it('never asks whether giving data is required', () => {
    expect(policy.statutoryRequirement).toBe('notStated');
    expect(renderedNotice(REGISTER)).toContain(t('privacyNotice.requirement.notStated'));
  });

  it('has no heading for groups of data', () => {
    expect(policy.dataGroups.groups).toBe('notStated');
    expect(codes(policy.findings)).toContain('DATA_GROUPS_MISSING');
    expect(renderedNotice(REGISTER)).toContain(t('privacyNotice.data.groups.notStated'));
  });

  it('holds six fields, and all are copied', () => {
    const contents = ['name', 'organisation', 'email', 'postal-address', 'phone', 'order'] as const;
    expect(listed(REGISTER, 'does')).toEqual(contents);
    expect(listed(REGISTER, 'may')).toEqual([]);
    const data = contents.map((category) => datum(category));
    expect(new Set(Object.values(decisions('access', REGISTER, { data })))).toEqual(new Set(['copy']));
  });

  it('has no heading for consent, and the rendered notice says how to withdraw one', () => {
    expect(policy.consent).toBe('notStated');
    expect(codes(policy.findings)).toContain('CONSENT_WITHDRAWAL_MISSING');
    expect(renderedNotice(REGISTER)).toContain(t('privacyNotice.consent.withdraw'));
  });

  it('takes data only from partner systems entered with credentials', () => {
    expect(codes(policy.sources)).toEqual(['partner-credentials']);
    expect(copyOf(REGISTER).data.map(({ source }) => source.text)).toEqual(
      policy.sources.map(({ text }) => text.en),
    );
  });

  it('names no recipients, while the copy names them all', () => {
    expect(policy.recipientGroups.groups).toEqual('notStated');
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
    expect(policy.processors).toMatchObject({ partOfDataOnServers: true, relationship: 'customer' });
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

  it('states no period, so nothing is purged before it does', () => {
    expect(policy.retention).toBe('notStated');
    expect(() => decided('retention', REGISTER, { data: [datum('name')] })).toThrow(
      new DomainError('CONFIG_RETENTION_MISSING', { register: REGISTER }),
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

  it('has no clause on contact persons, and the law keeps their work data all the same', () => {
    expect(policy.contactPersonClause).toBe('notStated');
    expect(contactPersonsName(REGISTER)).toBe('keep open ACTIVE_CONTACT_ROLE');
    const letter = letterOf(REGISTER, {
      right: 'erasure',
      refusal: { reasons: ['contact-role'], text: null },
    });
    expect(letter).toContain(t('contactRole.basis'));
    expect(letter.includes('Vastustamisoikeus')).toBe(false);
  });

  it('wants a written request and no signature', () => {
    expect(policy.requestForms.access).toMatchObject({
      preferredEvidence: ['written'],
      addressees: ['controller', 'contact-person'],
      languages: 'notStated',
    });
    expect(verdict(REGISTER, 'access', ['known-channel'])).toBe('IDENTIFIED');
    expect(verdict(REGISTER, 'access', ['signature'])).toBe('REASONABLE_DOUBT');
  });

  it('names no language, and answers in all three', () => {
    expect(policy.languages).toEqual('notStated');
    for (const language of LANGUAGES)
      expect(letterOf(REGISTER, { language })).toContain(SUPERVISORY_AUTHORITY[language].name);
  });

  it('wants data and grounds under a signature, and a known mailbox is enough without', () => {
    expect(policy.requestForms.rectification).toMatchObject({
      preferredEvidence: ['written', 'signature'],
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

  it('is silent on restriction, and restricts all the same', () => {
    expect(policy.requestForms.restriction).toBe('notStated');
    expect(verdict(REGISTER, 'restriction', ['known-channel'])).toBe('IDENTIFIED');
    expect(outcomesOfAll('restriction', REGISTER)).toEqual(new Set(['restrict']));
  });

  it('is silent on portability, and hands data over all the same', () => {
    expect(policy.requestForms.portability).toBe('notStated');
    expect(verdict(REGISTER, 'portability', ['known-channel'])).toBe('IDENTIFIED');
    expect(decisions('portability', REGISTER, { data: [datum('name'), datum('order')] })).toEqual({
      name: 'copy',
      order: 'copy',
    });
  });

  it('is silent on objection, and objections are heard all the same', () => {
    expect(policy.requestForms.objection).toBe('notStated');
    expect(verdict(REGISTER, 'objection', [])).toBe('IDENTIFIED');
    const data = [datum('marketing-profile'), datum('email', { basis: 'legitimate-interest' })];
    expect(decisions('objection', REGISTER, { data })).toEqual({
      'marketing-profile': 'restrict',
      email: 'restrict',
    });
  });

  it('names no channel for erasure, and takes it anywhere', () => {
    expect(policy.requestForms.erasure).toMatchObject({ preferredEvidence: [], addressees: [] });
    expect(verdict(REGISTER, 'erasure', ['known-channel'])).toBe('IDENTIFIED');
    expect(verdict(REGISTER, 'erasure', [])).toBe('REASONABLE_DOUBT');
  });

  it('stops marketing, research and disclosure for them without proof or weighing', () => {
    expect(policy.marketingProhibitions.flags).toEqual(FLAGS);
    expect(policy.marketingProhibitions.channel).toBe('controller');
    expect(prohibitionsIn(FLAGS)).toEqual(FLAGS);
    expect(decisions('objection', REGISTER, { data: [datum('marketing-profile')] })).toEqual({
      'marketing-profile': 'restrict',
    });
  });

  it('states no response time, so the month of the law runs', () => {
    expect(policy.responseTime).toBe('notStated');
    expect(deadline({ received: TODAY })).toMatchObject({ nominal: '2026-12-20', due: '2026-12-21' });
  });

  it('is silent on complaints, while letters tell of them', () => {
    expect(policy.complaint.stated).toBe('notStated');
    const letter = letterOf(REGISTER);
    expect(letter).toContain('Lintulahdenkuja 4, 00530 Helsinki');
    expect(letter).not.toContain('Ratapihantie');
  });

  it('has no clause on automated decisions, and the copy says so', () => {
    expect(policy.automatedDecisions.made).toBe('notStated');
    expect(copyOf(REGISTER).automatedDecisions).toEqual({
      made: null,
      text: t('copyDoc.automated.notStated'),
    });
  });

  it('keeps paper from trade fairs locked and fireproof, for committed staff only', () => {
    expect(policy.manualMaterial).toMatchObject({
      collectedAt: 'trade-fairs',
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
      cite: 'notice, Rekisterin suojauksen periaatteet B: ATK:lla käsiteltävät toiminnot',
    });
    expect(isPersonal('customers.write')).toBe(true);
    expect(allows('customers.read', [])).toBe(false);
  });

  it('does not close with good practice, and nothing is added', () => {
    expect(policy.goodPractice).toBe('notStated');
    expect(renderedNotice(REGISTER).includes(t('privacyNotice.security.goodPractice'))).toBe(false);
  });

  it('leaves cookies empty, and the rendered notice says so', () => {
    expect(policy.cookies).toEqual({ stated: false, cite: 'notice, Evästeet' });
    expect(codes(policy.findings)).toContain('COOKIES_EMPTY');
    expect(renderedNotice(REGISTER)).toContain(t('privacyNotice.cookies.notStated'));
  });

  it('is incomplete, and every right is granted all the same', () => {
    expect(policy.notice.incomplete).toBe(true);
    expect(codes(policy.findings)).toContain('NOTICE_INCOMPLETE');
    for (const right of RIGHTS)
      expect(decided(right, REGISTER, { data: [datum('name')] }).data).toHaveLength(1);
  });

  it('leaves markup, an unfilled mailbox and a missing company name to put right', () => {
    expect(codes(policy.findings)).toEqual(
      expect.arrayContaining(['MARKUP_RESIDUE', 'EMAIL_PLACEHOLDER', 'CONTROLLER_NAME_MISSING']),
    );
    for (const { cite, text } of policy.findings)
      expect([cite.length > 0, text.length > 0]).toEqual([true, true]);
  });
});
