import { inWords } from './policy-words.js';

/**
 * What each place of a policy is called. `*` stands for the name of an entry and comes back as {0}, {1}; what is cited
 * for a place and its texts in the three languages are called after the place.
 */
const LABELS: readonly (readonly [place: string, label: string])[] = [
  ['register', 'Register'],
  ['version', 'Version of the policy'],
  ['activeFrom', 'In force from'],
  ['notice/title', 'Title of the notice'],
  ['notice/preparedOn', 'Day the notice was prepared'],
  ['notice/incomplete', 'The notice is incomplete'],
  ['registerName', 'Name of the register'],
  ['controllerKind', 'Kind of controller'],
  ['controllerWord', 'Word used of the controller'],
  ['controller/name', 'Name of the controller'],
  ['controller/notStated', 'What is not stated of the controller'],
  ['controller/*', 'The controller’s {0}'],
  ['contactPerson/name', 'Name of the register’s contact person'],
  ['contactPerson/notStated', 'What is not stated of the register’s contact person'],
  ['contactPerson/*', 'The register’s contact person’s {0}'],
  ['statedBasis', 'Legal basis as the notice states it'],
  ['statedBasis/bases', 'Legal bases the notice states'],
  ['statedBasis/legitimateInterest', 'Legitimate interest the notice states'],
  ['statedBasis/law', 'Law the notice names'],
  ['legalBases/*', 'Legal basis for {0}s'],
  ['legalBases/*/basis', 'Legal basis for {0}s'],
  ['legalBases/*/interest', 'Our legitimate interest in {0}s'],
  ['legalBases/*/remark', 'Remark on the legal basis for {0}s'],
  ['purposes', 'Purposes'],
  ['purposes/*', 'Purpose {0}'],
  ['dataGroups', 'Groups of data'],
  ['dataGroups/groups', 'Groups of data'],
  ['categories', 'Categories of data'],
  ['categories/*', 'Category {0}'],
  ['categories/*/held', 'The register does, or may, hold {0}'],
  ['categories/*/stated', 'How the notice comes to name {0}'],
  ['categories/*/personTypes', 'Persons of whom the register holds {0}'],
  ['consent', 'Consent'],
  ['statutoryRequirement', 'Whether giving the data is required'],
  ['automatedDecisions', 'Automated decisions'],
  ['automatedDecisions/made', 'Automated decisions are made'],
  ['sources', 'Sources of data'],
  ['sources/*', 'Source {0}'],
  ['sources/*/email', 'E-mail address of source {0}'],
  ['sources/*/webhook', 'Webhook of source {0}'],
  ['sources/*/webhook/url', 'Address of the webhook of source {0}'],
  ['sources/*/webhook/secret', 'Name of the secret that signs webhooks to source {0}'],
  ['recipientGroups', 'Groups of recipients'],
  ['recipientGroups/groups', 'Groups of recipients'],
  ['recipients', 'Recipients'],
  ['recipients/*', 'Recipient {0}'],
  ['recipients/*/name', 'Name of recipient {0}'],
  ['recipients/*/kind', 'Part that recipient {0} plays'],
  ['recipients/*/email', 'E-mail address of recipient {0}'],
  ['recipients/*/webhook', 'Webhook of recipient {0}'],
  ['recipients/*/webhook/url', 'Address of the webhook of recipient {0}'],
  ['recipients/*/webhook/secret', 'Name of the secret that signs webhooks to recipient {0}'],
  ['recipients/*/country', 'Country of recipient {0}'],
  ['disclosures', 'Disclosures'],
  ['disclosures/grounds', 'Grounds on which data may be disclosed'],
  ['disclosures/serviceProviders', 'Services that may use the data without a ground of disclosure'],
  ['processors', 'Processors'],
  ['processors/partOfDataOnServers', 'Part of the data lies on processors’ servers'],
  ['processors/reason', 'Why data lies on processors’ servers'],
  ['processors/relationship', 'Relationship processors are used for'],
  ['transfers', 'Transfers outside the EEA'],
  ['transfers/outsideEea', 'Transfers outside the EEA'],
  ['transfers/safeguards', 'Safeguards of transfers outside the EEA'],
  ['listPublication', 'Publication in lists'],
  ['listPublication/unlessForbidden', 'Data may be published in lists unless the person forbids it'],
  ['listPublication/optOutChannels', 'Where publication in lists can be forbidden'],
  ['systems', 'Connected systems'],
  ['systems/*', 'Connected system {0}'],
  ['systems/*/name', 'Name of connected system {0}'],
  ['systems/*/recipient', 'Recipient that runs connected system {0}'],
  ['systems/*/rights', 'Rights for which connected system {0} is asked'],
  ['systems/*/reach', 'How connected system {0} is asked'],
  ['systems/*/reach/polling', 'Connected system {0} fetches what it is asked'],
  ['systems/*/reach/secret', 'Name of the secret that connected system {0} signs with'],
  ['systems/*/reach/webhook', 'Webhook of connected system {0}'],
  ['systems/*/reach/webhook/url', 'Address of the webhook of connected system {0}'],
  ['systems/*/reach/webhook/secret', 'Name of the secret that signs webhooks to connected system {0}'],
  ['systems/*/identifiers', 'What connected system {0} is told of a person'],
  ['systems/*/returns', 'What connected system {0} returns'],
  ['systems/*/returns/schema', 'Schema of what connected system {0} returns'],
  ['systems/*/answerWithin', 'Time in which connected system {0} answers'],
  ['financialYears', 'Financial years'],
  ['financialYears/*', 'Financial year from {0}'],
  ['financialYears/*/end', 'Last day of the financial year from {0}'],
  ['relationshipEnd', 'End of the customer relationship'],
  ['relationshipEnd/latestOf', 'Dates of which the latest ends the customer relationship'],
  ['retention', 'Retention'],
  ['retention/*', 'Retention of {0}'],
  ['erasure', 'Erasure on request'],
  ['erasure/blockers', 'What stands in the way of an erasure'],
  ['erasure/anonymisation', 'Clause on anonymisation'],
  ['erasure/totalOblivion', 'Clause on being forgotten altogether'],
  ['contactPersonClause', 'Clause on erasing contact persons'],
  ['requestForms/*', 'Form of a request for {0}'],
  ['requestForms/*/preferredEvidence', 'How the notice wants a request for {0} made'],
  ['requestForms/*/addressees', 'Where a request for {0} goes'],
  ['requestForms/*/languages', 'Languages of a request for {0}'],
  ['requestForms/*/mustState', 'What a request for {0} should name'],
  ['languages', 'Languages'],
  ['marketingProhibitions', 'Marketing prohibitions'],
  ['marketingProhibitions/flags', 'What a person can forbid'],
  ['marketingProhibitions/channel', 'Where marketing can be forbidden'],
  ['rectification/grounds', 'Data the controller corrects'],
  ['rectification/duty', 'Clause on the duty to correct'],
  ['rectification/notifySourceAndRecipients', 'Clause on telling sources and recipients of a correction'],
  ['rectification/refusalCertificate', 'Clause on the certificate of a refused correction'],
  ['responseTime', 'Response time'],
  ['complaint', 'Complaint to the supervisory authority'],
  ['complaint/stated', 'What the notice says of the supervisory authority'],
  ['manualMaterial', 'Manual material'],
  ['manualMaterial/collectedAt', 'Where manual material is collected'],
  ['manualMaterial/locked', 'Manual material is locked away'],
  ['manualMaterial/fireproof', 'Manual material is kept fireproof'],
  ['manualMaterial/namedPersonsOnly', 'Manual material is for named persons only'],
  ['manualMaterial/needToKnow', 'Manual material is opened only where the task needs it'],
  ['manualMaterial/confidentialityCommitment', 'Manual material needs a confidentiality commitment'],
  ['electronicMaterial', 'Electronic material'],
  ['electronicMaterial/personalAccounts', 'Every user has a personal account'],
  ['electronicMaterial/confidentialityCommitment', 'Every user has signed a confidentiality commitment'],
  ['electronicMaterial/firewall', 'A firewall protects the register'],
  ['goodPractice', 'Clause on good practice'],
  ['cookies', 'Cookies'],
  ['cookies/stated', 'The notice tells of cookies'],
  ['cookies/collects', 'What cookies collect'],
  ['cookies/analytics', 'Web analytics'],
  ['approval', 'Requests that a supervisor approves'],
  ['redactionReview', 'Data that a supervisor reads before a copy of them goes out'],
  ['assurance/withBankAccount', 'Certainty of identity needed for a copy with bank details (0 to 4)'],
  ['assurance/*', 'Certainty of identity needed for {0} (0 to 4)'],
  ['factsMaxAge', 'Age at which facts are too old to act on'],
  ['factsFrom', 'Where the facts come from'],
  ['selfApproval', 'Approval by the one who prepared the case'],
  ['selfApproval/allowed', 'Whoever prepared a case may approve its plan'],
  ['erasureWaiting', 'How long an approved erasure waits'],
  ['erasureWaiting/period', 'How long an approved erasure waits'],
  ['backups', 'How long backups keep what was erased'],
  ['backups/period', 'How long backups keep what was erased'],
  ['ownData/*', 'How long the house keeps {0}'],
  ['findings', 'Findings'],
  ['findings/*', 'Finding {0}'],
  ['findings/*/severity', 'Severity of finding {0}'],
  ['findings/*/text', 'Text of finding {0}'],
];

/** Most telling first: a place by its own name before one that any name fits. */
const BY_PLACE = [...LABELS].map(([place, label]) => ({ parts: place.split('/'), label }));

/** What a place is called, or `null` where no name was given to it. */
export function labelOf(names: readonly string[]): string | null {
  const own = BY_PLACE.find(({ parts }) => fits(parts, names));
  if (own) return filled(own.label, wildcards(own.parts, names));
  const parent = names.slice(0, -1);
  switch (names.at(-1)) {
    case 'cite':
      return about('What is cited for', labelOf(parent));
    case 'fi':
    case 'sv':
    case 'en':
      return about(`${capital(inWords(names.at(-1)!))} text of`, labelOf(parent));
    case 'text':
      return labelOf(parent);
    default:
      return null;
  }
}

function fits(parts: readonly string[], names: readonly string[]): boolean {
  return parts.length === names.length && parts.every((part, index) => part === '*' || part === names[index]);
}

const wildcards = (parts: readonly string[], names: readonly string[]) =>
  names.filter((_, index) => parts[index] === '*');

const filled = (label: string, names: readonly string[]) =>
  label.replace(/\{(\d)\}/g, (_, index: string) => inWords(names[Number(index)] ?? ''));

const about = (start: string, label: string | null) => label && `${start} ${quoteTitle(label)}`;
const quoteTitle = (label: string) => `“${label}”`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
