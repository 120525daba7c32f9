import type { PolicyFlows } from '../../domain/register-policy.js';
import { cite } from './cite.js';
import texts from './draft-texts.json' with { type: 'json' };
import type { Reading } from './rule.js';
import {
  coversServiceRelationship,
  disclosureGrounds,
  serviceProviders,
  statedRecipientGroups,
  statedSources,
  usesPartnersServers,
} from './stated-flows.js';
import { statedTransfers } from './stated-transfers.js';
import { listPublication } from './stated-marketing.js';

/** Where data comes from and where it goes. Recipients by name are for the controller to fill in: notices name none. */
export function draftFlows({ notice }: Reading): PolicyFlows {
  const groups = statedRecipientGroups(notice);
  const { outsideEea, safeguards } = statedTransfers(notice);
  const sourcesCite = cite(notice, 'Art. 14(2)(f)', 'sources');
  const purposeCite = cite(notice, 'Art. 28', 'basis');
  const grounds = disclosureGrounds(notice);
  return {
    sources: statedSources(notice).map((code) => ({ code, text: texts.sources[code], cite: sourcesCite })),
    recipientGroups: {
      groups: groups.length === 0 ? 'notStated' : groups,
      cite: cite(notice, 'Art. 13(1)(e)', 'recipients'),
    },
    recipients: [],
    disclosures: {
      grounds,
      serviceProviders: serviceProviders(notice),
      cite: cite(
        notice,
        'Art. 13(1)(e)',
        'disclosures',
        ...(grounds.includes('agreement') ? (['recipients'] as const) : []),
      ),
    },
    processors: {
      partOfDataOnServers: usesPartnersServers(notice),
      reason: 'technical-requirements',
      relationship: coversServiceRelationship(notice) ? 'customer-and-service' : 'customer',
      cite: purposeCite,
    },
    transfers: {
      outsideEea,
      safeguards: safeguards.length === 0 ? 'notStated' : safeguards.join(', '),
      cite: cite(notice, 'Art. 13(1)(f)', 'transfers'),
    },
    listPublication: { ...listPublication(notice), cite: purposeCite },
  };
}
