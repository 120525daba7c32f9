import { lawInWords } from '../../answers/law-in-words.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { type Block, paragraph } from '../../paper/paper.js';
import type { Draft } from './notice-section.js';

type Held = RegisterPolicy['categories'][number];

/** Art. 14(1)(d): what the notice lists, and what its other clauses imply. */
export function dataGroups({ policy, t }: Draft): Block[] {
  const { groups } = policy.dataGroups;
  if (groups === 'notStated') return [paragraph(t('privacyNotice.data.groups.notStated'))];
  const names = groups.map((group) => t(`privacyNotice.dataGroup.${group}`)).join(', ');
  return [paragraph(t('privacyNotice.data.groups', { groups: names }))];
}

/** What the register holds for certain comes first; both are said of everyone unless said of some. */
export function heldData(draft: Draft): Block[] {
  const { policy, t } = draft;
  const of = (held: Held['held']) => policy.categories.filter((category) => category.held === held);
  const [does, may] = [of('does'), of('may')];
  if (policy.categories.length === 0) return [paragraph(t('privacyNotice.data.held.notStated'))];
  const also = does.length > 0 ? 'may' : 'onlyMay';
  return [
    ...(does.length === 0 ? [] : [paragraph(t('privacyNotice.data.held.does')), listed(does, draft)]),
    ...(may.length === 0 ? [] : [paragraph(t(`privacyNotice.data.held.${also}`)), listed(may, draft)]),
  ];
}

function listed(categories: readonly Held[], { t }: Draft): Block {
  const items = categories.map(({ category, personTypes }) => {
    const data = t(`category.${category}`);
    const [only, ...others] = personTypes;
    return only === undefined || others.length > 0
      ? data
      : t('privacyNotice.data.only', { data, persons: t(`privacyNotice.data.only.${only}`) });
  });
  return { kind: 'list', items };
}

/** Art. 14(2)(f), and when a person is told of data that came from elsewhere (Art. 14(3)). */
export function sources({ policy, language, t }: Draft): Block[] {
  const laws = lawInWords('Art. 14(3)', language).join('; ');
  const items = policy.sources.map(({ text }) => text[language]);
  const listed: Block[] =
    items.length === 0
      ? [paragraph(t('privacyNotice.sources.notStated'))]
      : [paragraph(t('privacyNotice.sources.intro')), { kind: 'list', items }];
  return [
    ...listed,
    paragraph(t('privacyNotice.sources.public')),
    paragraph(t('privacyNotice.sources.timing', { laws })),
  ];
}
