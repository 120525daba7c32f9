import type { CalendarDate } from './calendar-date.js';
import type { Category, Language, LegalBasis, PersonType, Prohibition, Right } from './category.js';

/** Where a rule comes from: an article, a section of an act, or a clause of the notice. */
export type Citation = string;

/** The notice says nothing here. A valid answer that staff see as a finding. */
export type NotStated = 'notStated';

export const ANCHORS = [
  'relationship-end',
  'contract-end',
  'last-service-contact',
  'last-contact',
  'invoice-booking-date',
  'financial-year-end',
  'calendar-year-end',
  'consent-withdrawal',
] as const;
export type Anchor = (typeof ANCHORS)[number];

/** Facts of the person that can end the customer relationship. */
export const RELATIONSHIP_END_FACTS = [
  'relationship-end',
  'contract-end',
  'last-service-contact',
  'last-contact',
] as const;
export type RelationshipEndFact = (typeof RELATIONSHIP_END_FACTS)[number];

export interface RetentionRule {
  readonly anchor: Anchor;
  /** ISO 8601, e.g. `P10Y`. The last day kept is the anchor plus the period; no weekend roll. */
  readonly period: string;
  /** A legal duty to keep the datum at least so long after the anchor; it stands in the way of an erasure (Art. 17(3)(b)). */
  readonly minimum?: { readonly period: string; readonly cite: Citation };
  readonly cite: Citation;
}

/** What a notice can name as standing in the way of an erasure. */
export const ERASURE_BLOCKERS = ['law', 'open-invoice', 'collection'] as const;
export type ErasureBlocker = (typeof ERASURE_BLOCKERS)[number];

export interface FinancialYear {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

/** The part of a register policy that decisions read. */
export interface DecisionPolicy {
  readonly register: string;
  readonly version: string;
  /** `calendar`, or the controller's own years: whole, ordered, at most 18 months each (KPL 1:4). */
  readonly financialYears: 'calendar' | readonly FinancialYear[];
  /** Which facts end the relationship; the latest known date wins. */
  readonly relationshipEnd: { readonly latestOf: readonly RelationshipEndFact[]; readonly cite: Citation };
  readonly retention: Readonly<Partial<Record<Category, RetentionRule>>> | NotStated;
  /** The notice's clause on erasure, and what it names as standing in its way. */
  readonly erasure: {
    readonly blockers: readonly ErasureBlocker[];
    readonly cite: Citation;
    /** The clause that promises anonymisation; absent: not stated. */
    readonly anonymisation?: Citation | NotStated;
  };
  /** The notice's clause on contact persons, quoted in refusals but never the only reason. */
  readonly contactPersonClause: Citation | NotStated;
  /** Facts older than this (ISO 8601) are not acted upon. */
  readonly factsMaxAge: string;
  /**
   * Where another system keeps the records, its feed: facts are then as old as the last one that was read whole. Left
   * out, they are kept here and always of today.
   */
  readonly factsFrom?: 'feed';
}

/** Text in the three languages of the house. */
export type Texts = Readonly<Record<Language, string>>;

export const CONTACT_FIELDS = ['street', 'postalCode', 'city', 'phone', 'email', 'businessId'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** Each field is given or listed as not stated, so that nothing is left out in silence. */
export type Contact = { readonly name: string; readonly notStated: readonly ContactField[] } & {
  readonly [Field in ContactField]?: string;
};

export const ADDRESSEES = [
  'customer-service',
  'contact-person',
  'responsible-person',
  'register-keeper',
  'controller',
] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/** How the notice asks for a request to be made. Preferred evidence only: a defect of form never refuses (TSV/224/2023). */
export interface RequestForm {
  /** `signature` beside `identifiable-email` means either of the two. */
  readonly preferredEvidence: readonly ('written' | 'signature' | 'identifiable-email')[];
  readonly addressees: readonly Addressee[];
  readonly languages: readonly Language[] | NotStated;
  /** What the notice asks the person to say, e.g. which datum and on what grounds. */
  readonly mustState: readonly ('data' | 'grounds')[];
  readonly cite: Citation;
}

export const DISCLOSURE_GROUNDS = [
  'credit-application',
  'collection',
  'billing',
  'law',
  'agreement',
] as const;
export type DisclosureGround = (typeof DISCLOSURE_GROUNDS)[number];

/** How long the house keeps what the handling of requests itself leaves behind. */
export const OWN_DATA = ['caseFile', 'packages', 'identityEvidence', 'unverifiedRequests'] as const;
export type OwnData = (typeof OWN_DATA)[number];

export interface Cited {
  readonly cite: Citation;
}

interface Described extends Cited {
  readonly code: string;
  readonly text: Texts;
}

/** Who the register belongs to and what its notice is called. */
export interface PolicyHeading {
  readonly notice: {
    readonly title: Texts;
    readonly preparedOn: CalendarDate | NotStated;
    readonly incomplete: boolean;
  };
  readonly activeFrom: CalendarDate;
  readonly registerName: Texts;
  readonly controller: Contact;
  readonly controllerKind: 'company' | 'natural-person';
  /** The word the notice uses of the controller: organisaatio or yritys. */
  readonly controllerWord: Texts;
  /** Role names on `.example` domains, never a person. */
  readonly contactPerson: Contact;
}

/** Why and on what data (Art. 13(1)(c)–(d), 14(1)(d)). */
export interface PolicyBasis {
  /** What the notice itself says, as published; `legalBases` is what holds. */
  readonly statedBasis: Cited & {
    readonly bases: readonly LegalBasis[] | NotStated;
    readonly legitimateInterest: string | NotStated;
    readonly law: 'GDPR' | 'Personal Data Act 523/1999';
  };
  readonly legalBases: Readonly<
    Record<
      PersonType,
      Cited & { readonly basis: LegalBasis; readonly interest?: Texts; readonly remark?: string }
    >
  >;
  readonly purposes: readonly Described[];
  readonly dataGroups: Cited & {
    readonly groups: readonly ('name' | 'organisation' | 'contact-details' | 'billing-details')[] | NotStated;
  };
  readonly categories: readonly (Cited & {
    readonly category: Category;
    /** `may` where the notice says that it may hold the datum. */
    readonly held: 'does' | 'may';
    /** Named in the notice's list of contents, or following from the clause cited. */
    readonly stated: 'listed' | 'implied';
    readonly personTypes: readonly PersonType[];
  })[];
  readonly consent: string | NotStated;
  /** The notices' heading asks whether giving the data is required; Art. 13(2)(e) wants the answer. */
  readonly statutoryRequirement: string | NotStated;
  readonly automatedDecisions: Cited & { readonly made: boolean | NotStated };
}

/** How a party is told what became of data (Art. 19): by signed webhook where it has one, else by mail. */
export interface Reachable {
  readonly email?: string;
  readonly webhook?: Webhook;
}

export interface Webhook {
  readonly url: string;
  /** Name of the secret that signs, as `WEBHOOK_SECRETS` has it. The secret itself is never in a policy. */
  readonly secret: string;
}

/** Where data comes from and where it goes (Art. 13(1)(e)–(f), 14(2)(f)). */
export interface PolicyFlows {
  readonly sources: readonly (Described & Reachable)[];
  readonly recipientGroups: Cited & {
    readonly groups: readonly ('staff' | 'outsourcing-partners' | 'agreed-partners')[] | NotStated;
  };
  readonly recipients: readonly (Described &
    Reachable & {
      readonly name: string;
      readonly kind: 'processor' | 'controller' | 'authority';
      readonly country: string;
    })[];
  readonly disclosures: Cited & {
    readonly grounds: readonly DisclosureGround[];
    /** External services that may use the data without a disclosure ground. */
    readonly serviceProviders: readonly ('added-value-service' | 'credit-decision-support')[];
  };
  readonly processors: Cited & {
    readonly partOfDataOnServers: boolean;
    readonly reason: 'technical-requirements';
    readonly relationship: 'customer-and-service' | 'customer';
  };
  readonly transfers: Cited & {
    readonly outsideEea: 'only-when-technically-necessary' | 'never';
    readonly safeguards: string | NotStated;
  };
  readonly listPublication: Cited & {
    readonly unlessForbidden: boolean;
    readonly optOutChannels: readonly ('customer-service' | 'email' | 'contact-person')[];
  };
  /** Left out where everything of the register is in the register. */
  readonly systems?: readonly ConnectedSystem[];
}

/** How a system is asked: it takes signed webhooks, or it fetches what it is asked for. */
export type SystemReach =
  | { readonly webhook: Webhook }
  | {
      readonly polling: true;
      /** Name of the secret that the system signs with, as `WEBHOOK_SECRETS` has it. */
      readonly secret: string;
    };

/** By what a system can know a person. */
export const SYSTEM_IDENTIFIERS = ['email', 'phone', 'customerNumber', 'name', 'postalAddress'] as const;
export type SystemIdentifier = (typeof SYSTEM_IDENTIFIERS)[number];

/** Another system of the controller that holds data of the same people (Art. 28(3)(e): it assists with their rights). */
export interface ConnectedSystem extends Described {
  /** What letters call it. */
  readonly name: string;
  /** Code of the recipient that runs it, where somebody else does. */
  readonly recipient?: string;
  /** Rights for which it is asked. */
  readonly rights: readonly Right[];
  readonly reach: SystemReach;
  /** What it is told of the person, and nothing else. */
  readonly identifiers: readonly SystemIdentifier[];
  /** JSON Schema of what it returns for access or portability. */
  readonly returns?: { readonly schema: Readonly<Record<string, unknown>> };
  /** Period (ISO 8601) after which staff look at what it has not answered. */
  readonly answerWithin: string;
}

/** What the notice promises the person, right by right. */
export interface PolicyRights {
  readonly erasure: Cited & {
    readonly blockers: readonly ErasureBlocker[];
    readonly anonymisation: Citation | NotStated;
    readonly totalOblivion: Citation | NotStated;
  };
  readonly requestForms: Readonly<Record<Right, RequestForm | NotStated>>;
  readonly languages: readonly Language[] | NotStated;
  readonly marketingProhibitions: Cited & {
    readonly flags: readonly Prohibition[];
    readonly channel: Addressee;
  };
  readonly rectification: {
    readonly grounds: readonly ('inaccurate' | 'unnecessary' | 'incomplete' | 'outdated')[];
    readonly duty: Citation;
    readonly notifySourceAndRecipients: Citation;
    readonly refusalCertificate: Citation;
  };
  readonly responseTime: string | NotStated;
  readonly complaint: Cited & { readonly stated: 'current' | 'outdated' | NotStated };
}

/** How the material is protected (Art. 30(1)(g), 32). */
export interface PolicyProtection {
  readonly manualMaterial: Cited & {
    readonly collectedAt: string;
    readonly locked: boolean;
    readonly fireproof: boolean;
    readonly namedPersonsOnly: boolean;
    /** Access only where the task makes it necessary. */
    readonly needToKnow: boolean;
    readonly confidentialityCommitment: boolean;
  };
  readonly electronicMaterial: Cited & {
    readonly personalAccounts: boolean;
    readonly confidentialityCommitment: boolean;
    readonly firewall: boolean;
  };
  /** The closing sentence on data protection law, orders and good practice. */
  readonly goodPractice: Citation | NotStated;
  readonly cookies: Cited & {
    readonly stated: boolean;
    readonly collects?: readonly string[];
    readonly analytics?: readonly string[];
  };
}

/** What the house decides where the notice leaves it open. */
export interface PolicyHandling {
  /** Rights whose plan a supervisor approves before it runs. */
  readonly approval: readonly Right[];
  /**
   * Categories whose data a supervisor reads before a copy of them goes out, for what they tell of others (Art. 15(4)).
   * Left out, none: what staff have marked is left out of copies all the same.
   */
  readonly redactionReview?: readonly Category[];
  /** Lowest identity assurance (0 to 4) per right; `withBankAccount` when the copy would carry bank details. */
  readonly assurance: Readonly<Record<Right, number>> & { readonly withBankAccount: number };
  /** Periods (ISO 8601) after the closing, the delivery, the decision or the submission. */
  readonly ownData: Readonly<Record<OwnData, Cited & { readonly period: string }>>;
  /** Whether whoever prepared a case may approve its plan although others could. Left out, not. */
  readonly selfApproval?: Cited & { readonly allowed: boolean };
  /** How long (ISO 8601) an approved erasure waits in case the person withdraws it, within the deadline. Left out, not at all. */
  readonly erasureWaiting?: Cited & { readonly period: string };
  /** After how long (ISO 8601) what was erased has vanished from the last backup. Left out, letters do not say. */
  readonly backups?: Cited & { readonly period: string };
  /** What the published notice gets wrong or leaves open, as the controller's to-do list. */
  readonly findings: readonly (Cited & {
    readonly code: string;
    readonly severity: 'error' | 'warning' | 'info';
    readonly text: string;
  })[];
}

/** One reviewed file: what a register's privacy notice promises, as data. */
export interface RegisterPolicy
  extends
    Omit<DecisionPolicy, 'erasure'>,
    PolicyHeading,
    PolicyBasis,
    PolicyFlows,
    PolicyRights,
    PolicyProtection,
    PolicyHandling {}
