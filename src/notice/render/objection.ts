import { lawInWords } from '../../answers/law-in-words.js';
import { PROHIBITIONS } from '../../domain/category.js';
import { type Block, paragraph, subheading } from '../../paper/paper.js';
import { addressees } from './rights.js';
import { type Draft, eitherOf } from './notice-section.js';

/** Art. 21(4): presented clearly and separately from everything else, so it stands in a frame of its own. */
export function objection(draft: Draft): Block[] {
  const { policy, language, t } = draft;
  const laws = lawInWords('Art. 21(1); Art. 18(1)(d)', language).join('; ');
  const { flags, channel } = policy.marketingProhibitions;
  // Profiling for marketing can be forbidden whether or not the notice says so (Art. 21(2)).
  const forbidden = PROHIBITIONS.filter((flag) => flag === 'profiling' || flags.includes(flag));
  return [
    {
      kind: 'callout',
      blocks: [
        paragraph(t('privacyNotice.objection.marketing')),
        paragraph(t('privacyNotice.objection.flags')),
        { kind: 'list', items: forbidden.map((flag) => t(`prohibition.${flag}`)) },
        paragraph(t('privacyNotice.objection.channel', { addressee: t(`addressee.${channel}`) })),
        paragraph(t('privacyNotice.objection.interest', { laws })),
        paragraph(addressees(policy.requestForms.objection, draft, 'objection')),
        paragraph(t('privacyNotice.objection.anyWay')),
      ],
    },
    ...listPublication(draft),
  ];
}

/** The notices publish lists unless forbidden; electronic marketing needs more than silence. */
function listPublication(draft: Draft): Block[] {
  const { policy, t } = draft;
  const { unlessForbidden, optOutChannels } = policy.listPublication;
  const ways = optOutChannels.map((channel) => t(`privacyNotice.channel.${channel}`));
  const channels = eitherOf(ways, draft);
  return [
    subheading(t('privacyNotice.objection.lists')),
    paragraph(
      unlessForbidden
        ? t('privacyNotice.objection.lists.unlessForbidden', { channels })
        : t('privacyNotice.objection.lists.never'),
    ),
    paragraph(t('privacyNotice.objection.electronic')),
  ];
}
